// Base64 as the text it stands for: user data and secrets that files hold encoded.

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The UTF-8 text that Base64 stands for, blanks in it ignored; `undefined` for a text that is none. */
export function fromBase64(text: string): string | undefined {
  const bytes = base64Bytes(text);
  return bytes && new TextDecoder().decode(bytes);
}

/** The bytes that Base64 stands for, blanks in it ignored; `undefined` for a text that is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const plain = text.replace(/\s+/g, '').replace(/=+$/, '');
  if (/[^A-Za-z0-9+/]/.test(plain)) return undefined;
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const digit of plain) {
    held = ((held << 6) | digits.indexOf(digit)) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
