// The JSON schema of berth.yaml, for editors that know no Berth.
import { rules } from '../rules/registry.generated';
import { type Key, type Keys, type KeyType, keys, ruleKeys, settableSeverities } from './keys';

/** The words of JSON Schema (draft 7) that this schema uses. */
export interface Schema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly exclusiveMinimum?: number;
  readonly default?: boolean;
  readonly examples?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
}

/** A size with a unit that is more than 0; the same as the reader takes. */
const size = '^\\s*(?!0+(?:\\.0+)?\\s*[kmgtKMGT])\\d+(?:\\.\\d+)?\\s*[kmgtKMGT](?:[iI]?[bB])?\\s*$';

function mapSchema(known: Keys): Schema {
  return {
    type: ['object', 'null'],
    properties: Object.fromEntries(Object.entries(known).map(([name, key]) => [name, keySchema(key)])),
    additionalProperties: false,
  };
}

function keySchema({ type, description, ...rest }: Key): Schema {
  return {
    description: description.en,
    ...typeSchema(type),
    ...(rest.default === undefined ? {} : { default: rest.default }),
  };
}

function typeSchema(type: KeyType): Schema {
  switch (type.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'number':
      return { type: 'number', exclusiveMinimum: 0 };
    case 'size':
      return { type: 'string', pattern: size, examples: ['64 GiB'] };
    case 'text':
      return {
        type: 'string',
        pattern: '\\S',
        ...(type.known === undefined ? {} : { examples: Object.keys(type.known) }),
      };
    case 'choice':
      return { type: 'string', enum: Object.keys(type.values) };
    case 'patterns':
      return { type: ['array', 'null'], items: { type: 'string', pattern: '\\S' } };
    case 'map':
      return mapSchema(type.keys);
    case 'rules':
      return {
        type: ['object', 'null'],
        properties: Object.fromEntries(
          rules.map(({ id, title }) => [id, { description: title.en, $ref: '#/definitions/rule' }]),
        ),
        additionalProperties: false,
      };
  }
}

/** The schema of the whole file, with English descriptions. */
export function configurationSchema(): Schema {
  const severity: Schema = { type: 'string', enum: Object.keys(settableSeverities) };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'berth.yaml',
    ...mapSchema(keys),
    definitions: { rule: { anyOf: [severity, { ...mapSchema(ruleKeys), type: 'object' }] } },
  };
}
