// Settings of the JavaScript engine for a process that ends within seconds.
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8 from optimising: a run over two thousand files would spend a third of its time on compiling what it is about
 * to leave. Not for a server, that lives on what was optimised.
 */
export function preferQuickStart(): void {
  setFlagsFromString('--no-opt');
  setFlagsFromString('--liftoff-only');
  // Helpers that clear the young generation get in the way of the second thread that check starts.
  setFlagsFromString('--no-parallel-scavenge');
}

/** Lets V8 optimise after all: the run turned out to be long. */
export function preferLongRun(): void {
  setFlagsFromString('--opt');
}
