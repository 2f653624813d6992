/** `/api/about`: what is looked at. It never changes while the page is open. */
export interface About {
  /** Of the program that shows it. */
  readonly version: string;
  /** `node`: one that was running when the page was opened; its tape is followed. */
  readonly source: 'trace' | 'node';
  /** Of the trace, on the machine of whoever looks. */
  readonly path: string;
  readonly node: string;
  readonly name: string;
  readonly network: string;
  readonly run: string;
  /** Epoch milliseconds. */
  readonly startedMs: number;
  /** Which bodies are on the tape. */
  readonly bodies: string;
  /** The code that decides here is not the code that was recorded. */
  readonly codeDiffers: boolean;
  /** The names of the machines, in the order they are shown in. */
  readonly machines: readonly string[];
}
