import type { System, Turn } from '../machines/system.ts';
import type { Input } from '../protocol/inputs.ts';

/** What a driver tells its tape, in this order: each input before its turn, each turn before its effects. */
export interface Recorder {
  begin(system: System): void;
  input(turn: number, input: Input): void;
  turned(turn: Turn): void;
  mark(turn: number, text: string): void;
  crashed(turn: number, error: unknown): void;
  /** What is written so far is handed to the disk. */
  flush(): void;
  close(system: System, code: string): void;
}
