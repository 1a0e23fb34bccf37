// Generated from src/comparison/rows by `npm run gen`; do not edit.
import r01Level from './rows/r01-level';
import r02OperatingSystems from './rows/r02-operating-systems';
import r03Start from './rows/r03-start';
import r04Memory from './rows/r04-memory';
import r05Disk from './rows/r05-disk';
import r06Cpu from './rows/r06-cpu';
import r07Io from './rows/r07-io';
import r08Isolation from './rows/r08-isolation';
import r09Surface from './rows/r09-surface';
import r10Systems from './rows/r10-systems';
import r11Portability from './rows/r11-portability';
import r12Density from './rows/r12-density';
import r13Operations from './rows/r13-operations';
import r14Reproducibility from './rows/r14-reproducibility';
import r15Economics from './rows/r15-economics';
import r16Suits from './rows/r16-suits';
import r17Snapshots from './rows/r17-snapshots';
import type { Row } from './row';

/** Every comparison row, R1 to R17. */
export const rows: readonly Row[] = [
  r01Level,
  r02OperatingSystems,
  r03Start,
  r04Memory,
  r05Disk,
  r06Cpu,
  r07Io,
  r08Isolation,
  r09Surface,
  r10Systems,
  r11Portability,
  r12Density,
  r13Operations,
  r14Reproducibility,
  r15Economics,
  r16Suits,
  r17Snapshots,
];
