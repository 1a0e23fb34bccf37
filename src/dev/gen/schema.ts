// Generates the JSON schema of berth.yaml from the table of its keys.
import { configurationSchema } from '../../workspace/schema';
import type { Generated } from './generated';

/** media/berth.schema.json. */
export function schemas(): Generated[] {
  return [
    { path: 'media/berth.schema.json', content: `${JSON.stringify(configurationSchema(), null, 2)}\n` },
  ];
}
