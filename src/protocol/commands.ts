import type { Body } from './body.ts';
import type { PeerId } from './peer-id.ts';

/** What a user asks of the node; `id` is the world's running number and comes back in the answer. */
export type Command =
  | { readonly id: number; readonly command: 'connect'; readonly peer: string }
  | { readonly id: number; readonly command: 'disconnect'; readonly peer: string }
  | { readonly id: number; readonly command: 'send'; readonly peer: string; readonly body: Body }
  | { readonly id: number; readonly command: 'ban'; readonly peer: string }
  | { readonly id: number; readonly command: 'unban'; readonly peer: string }
  | { readonly id: number; readonly command: 'ignore'; readonly peer: string }
  | { readonly id: number; readonly command: 'unignore'; readonly peer: string }
  | {
      readonly id: number;
      readonly command: 'broadcast';
      readonly topic: string;
      readonly body: Body;
    }
  /** To be answered by whoever listens to that topic there. */
  | {
      readonly id: number;
      readonly command: 'ask';
      readonly peer: string;
      readonly topic: string;
      readonly body: Body;
    }
  /** To what was asked; with a code instead where there is no answer. */
  | {
      readonly id: number;
      readonly command: 'reply';
      readonly peer: PeerId;
      readonly re: number;
      readonly topic: string;
      readonly code: string;
      readonly body: Body;
    }
  /** The way to a peer, with times. */
  | { readonly id: number; readonly command: 'route'; readonly peer: string }
  | { readonly id: number; readonly command: 'announce' }
  | { readonly id: number; readonly command: 'view' }
  | { readonly id: number; readonly command: 'topology' }
  /** `FROM-TO`, or nothing for the usual range. */
  | { readonly id: number; readonly command: 'scan'; readonly range: string }
  | { readonly id: number; readonly command: 'peers' }
  | { readonly id: number; readonly command: 'lp' }
  | { readonly id: number; readonly command: 'status' }
  | { readonly id: number; readonly command: 'mark'; readonly text: string }
  | { readonly id: number; readonly command: 'quit' };

export type CommandName = Command['command'];
