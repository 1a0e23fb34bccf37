// Writes the code caches that dist/cli.js starts with: runs it over the examples and keeps what V8 compiled on the way.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const vm = require('node:vm');
const scripts = new Map();

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    scripts.set(basename(options.filename), this);
  }
};

process.on('exit', () => {
  write('yaml.js');
  write('berth.js');
});

function write(name) {
  writeFileSync(join(root, 'dist', name.replace(/js$/, 'cache')), scripts.get(name).createCachedData());
}

const cli = join(root, 'dist/cli.js');
process.argv = [process.execPath, cli, 'check', '--fail-on', 'never', join(root, 'test/examples')];
require(cli);
