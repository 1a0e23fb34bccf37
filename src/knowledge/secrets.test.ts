// Which names ask for a secret, and how real their values are.
import assert from 'node:assert/strict';
import {
  isPasswordHash,
  isPublishedHash,
  isPublishedKey,
  passwordQuality,
  secretFile,
  secretQuality,
} from './secrets';

describe('secretQuality', () => {
  const cases: readonly (readonly [name: string, value: string, expected: string | undefined])[] = [
    ['DB_PASSWORD', 'tR4nsit-9', 'literal'],
    ['JWT_SECRET', '0c1f6d1e-77aa-4d3b-9f6e-2b1f5f3f9a10', 'literal'],
    ['FERNET_KEY', '46BKJoQYlPPOexq0OhDZnIlNepKFf87W', 'literal'],
    ['ROOT_PASSWORD', 'acme-shop-2024', 'literal'],
    ['ADMIN_PASSWORD', 'admin', 'well-known'],
    ['ADMIN_PASSWORD', '"admin"', 'well-known'],
    ['APP_SECRET', 'supersecret', 'well-known'],
    ['API_TOKEN', 'changeme', 'placeholder'],
    ['API_TOKEN', '!changeme!', 'placeholder'],
    ['API_TOKEN', "'<TOKEN>'", 'placeholder'],
    ['JWT_SECRET', '00000000-0000-0000-0000-000000000000', 'placeholder'],
    ['JWT_SECRET', 'long-and-random-alphanumeric-string', 'placeholder'],
    ['DB_PASSWORD', 'MyVeryStrongPassword1', 'placeholder'],
    ['DB_PASSWORD', 'PleaseChangeMe2024', 'placeholder'],
    ['DB_PASSWORD', 'ChooseYourOwnPasswordHere1234', 'placeholder'],
    ['DB_PASSWORD', 'super_strong_password', 'placeholder'],
    ['DB_PASSWORD', 'dev_password', 'placeholder'],
    ['DB_PASSWORD', 'MyOptionalStrongSudoPassword', 'placeholder'],
    ['DB_PASSWORD', 'mysecretpassword', 'placeholder'],
    ['DB_PASSWORD', 'YYYYYYYYYYYYYYYY', 'placeholder'],
    ['API_KEY', 'sk-xxx-xxx-xxx', 'placeholder'],
    ['DB_PASSWORD', 'root@1234', 'well-known'],
    ['DB_PASSWORD', 'secret123', 'well-known'],
    ['USER_PASS', 'admin:adminpw', 'well-known'],
    ['API_KEY', 'x'.repeat(300), 'literal'],
    ['SECRET_LOCAL_HOSTNAME', '0.0.0.0', undefined],
    ['SECRET_PORT', '30000', undefined],
    ['DATABASE_URL', 'postgres://shop:tR4nsit-9@db:5432/shop', 'literal'],
    ['BROKER', 'amqp://shop:shop@queue', 'well-known'],
    ['CACHE_URL', 'redis://:changeme@cache', 'placeholder'],
    ['DATABASE_URL', 'postgres://shop:$DB_PASSWORD@db/shop', undefined],
    ['DATABASE_URL', 'postgres://shop@db:5432/shop', undefined],
    ['PROXY', 'http://proxy:3128/a@b', undefined],
    ['PASSWORD_HASH', '$2a$12$FGHsQAGm9N9sxJ54RiWiMumk2QkRVjyueCv9mRbrdc1f8y6pN36mq', undefined],
    ['DB_PASSWORD', ' ', undefined],
    ['RESET_OS_PASSWORD', 'resetOSPassword.sh', undefined],
    ['HTPASSWD_REALM', 'Registry of the lab', undefined],
    ['SECRET_FORCED_LANGUAGE', 'en', undefined],
    ['PASSWORD_FILE', '/run/secrets/x', undefined],
    ['DB_PASSWORD', '/run/secrets/x', undefined],
    ['ALLOW_EMPTY_PASSWORD', 'yes', undefined],
    ['MONKEY', 'banana', undefined],
  ];
  for (const [name, value, expected] of cases)
    it(`${name}=${value}: ${expected ?? 'none'}`, () => assert.equal(secretQuality(name, value), expected));

  it('takes what repeats a text beside it as guessed', () => {
    assert.equal(secretQuality('DB_PASSWORD', 'kong'), 'literal');
    assert.equal(secretQuality('DB_PASSWORD', 'Kong', new Set(['kong', 'postgres'])), 'well-known');
  });
});

describe('secretFile', () => {
  it('knows keys and logins by their names', () => {
    assert.equal(secretFile('deploy/id_rsa'), 'private-key');
    assert.equal(secretFile('tls/server.key'), 'private-key');
    assert.equal(secretFile('.npmrc'), 'file');
    for (const path of ['id_rsa.pub', '.env.example', 'ca.pem', 'src/'])
      assert.equal(secretFile(path), undefined, path);
  });
});

describe('passwords of accounts', () => {
  it('work as written, so that a stand-in that everybody tries is a well-known password', () => {
    assert.equal(passwordQuality('root', 'changeme'), 'well-known');
    assert.equal(passwordQuality('root', 'Passw0rd!'), 'well-known');
    assert.equal(passwordQuality('forum', 'forum'), 'well-known');
    assert.equal(passwordQuality('ops', '<your password>'), 'placeholder');
    assert.equal(passwordQuality('ops', 'Regen-4-Bogen'), 'literal');
    assert.equal(passwordQuality('ops', 'true'), undefined);
  });

  it('hide behind a hash unless documentation prints them beside it', () => {
    const published =
      '$6$exDY1mhS4KUYCE/2$zmn9ToZwTKLhCw.b4/b.ZRTIZM30JZ4QrOQ2aOXJ8yk96xpcCof0kxKwuX1kqLG/ygbJ1f8wxED22bTL4F46P0';
    assert.ok(isPasswordHash(published) && isPublishedHash(`${published}\n`));
    assert.ok(isPasswordHash('$y$j9T$abc$def') && !isPublishedHash('$y$j9T$abc$def'));
    assert.ok(!isPasswordHash('$PASSWORD') && !isPasswordHash('Regen-4-Bogen'));
  });

  it('know the key pair that Vagrant publishes', () => {
    assert.ok(!isPublishedKey('ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAQEA7 ops'));
    assert.ok(
      isPublishedKey('ssh-rsa AAAAB3NzaC1yc2EAAAABIwAAAQEA6NF8iallvQVp22WDkTkyrtvp9eWW6A8YVr+kz4 vagrant'),
    );
  });
});
