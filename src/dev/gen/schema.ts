// Generates the JSON schema of berth.yaml from the table of its keys.
import { configurationSchema } from '../../workspace/schema';
import type { Generated } from './generated';

/** Lists of words on one line each, as the formatter writes them. */
function formatted(json: string): string {
  return json.replace(/\[\s+("[^"]*"(?:,\s+"[^"]*")*)\s+\]/g, (_, words: string) => {
    return `[${words.replace(/\s+/g, ' ')}]`;
  });
}

/** media/berth.schema.json. */
export function schemas(): Generated[] {
  const json = JSON.stringify(configurationSchema(), null, 2);
  return [{ path: 'media/berth.schema.json', content: `${formatted(json)}\n` }];
}
