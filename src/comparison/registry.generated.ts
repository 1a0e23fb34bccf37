// Generated from src/comparison/rows by `npm run gen`; do not edit.
import type { Row } from './row';

/** Every comparison row, R1 to R17. */
export const rows: readonly Row[] = [
];
