// The language server as a process of its own: over Node's channel for VS Code, over standard streams for other editors.
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { fileSource } from '../runtime/file-source';
import { grammarFilesIn } from '../runtime/grammar-files';
import { createAnalyst } from '../service/analysis';
import { serve } from './server';

serve(createConnection(ProposedFeatures.all), {
  analyst: (grammars, files) => createAnalyst(grammarFilesIn(grammars ?? join(__dirname, 'grammars')), files),
  files: fileSource({ by: 'uris', steady: false }),
  today: () => new Date().toISOString().slice(0, 10),
  engine: async (language) => (await import('../runtime/engine')).readEngine(language),
});
