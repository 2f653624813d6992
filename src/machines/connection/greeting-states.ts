import type { CloseCode, Decider } from '../../protocol/close-codes.ts';

/**
 * What comes before a connection is one, as states of the connection machine.
 *
 *     securing: awaiting keys ──▶ drawing (a nonce)
 *     greeting: awaiting hello ──▶ awaiting proof ──▶ proving ──▶ being judged ──▶ wanted ──▶ established
 *                                                                      └──▶ awaiting welcome ──▲
 *
 * Both sides say hello, then show that they are who it said, then welcome each other. Nobody is judged
 * by the node before what they have shown was found good.
 */

export const because = (code: CloseCode, by: Decider = 'us') =>
  ({ type: 'remember why', params: { code, by } }) as const;
export const deaf = '#connection.leaving.deaf';
export const outOfPlace = { target: deaf, actions: 'remember what was out of place' } as const;
export const tooMuch = {
  guard: 'says too much',
  target: deaf,
  actions: because('flood'),
} as const;

const beforeEstablished = {
  bye: { target: '#connection.leaving.hanging up', actions: ['remember the farewell', 'say bye'] },
  'link.ended': { target: '#connection.leaving.hanging up', actions: because('ended', 'link') },
  'bytes.rejected': { target: deaf, actions: 'remember the rejection' },
  proof: outOfPlace,
  welcome: outOfPlace,
  ping: outOfPlace,
  pong: outOfPlace,
  receipt: outOfPlace,
  notice: outOfPlace,
  texts: outOfPlace,
  gossip: outOfPlace,
} as const;

export const securing = {
  tags: 'only short frames',
  initial: 'awaiting keys',
  after: {
    greetingTimeout: {
      target: 'closed',
      actions: [because('greeting-timeout'), 'close the link'],
    },
  },
  on: {
    ...beforeEstablished,
    hello: [{ guard: 'has heard hello', ...outOfPlace }, { actions: 'remember hello' }],
    leave: { target: 'closed', actions: ['remember the order', 'close the link'] },
  },
  states: {
    'awaiting keys': {
      on: { 'link.secured': { target: 'drawing', actions: 'note whose key it is' } },
    },
    drawing: {
      entry: 'draw a nonce',
      on: { 'random.drawn': { target: '#connection.greeting', actions: 'say hello' } },
    },
  },
} as const;

export const greeting = {
  tags: 'only short frames',
  initial: 'awaiting hello',
  after: {
    greetingTimeout: {
      target: 'leaving.hanging up',
      actions: [because('greeting-timeout'), 'say bye'],
    },
  },
  on: {
    ...beforeEstablished,
    hello: outOfPlace,
    leave: {
      target: 'leaving.hanging up',
      actions: ['remember the order', 'say bye'],
    },
  },
  states: {
    'awaiting hello': {
      on: { hello: { actions: 'remember hello' } },
      always: [
        {
          guard: 'speaks another version',
          target: '#connection.leaving.hanging up',
          actions: [because('wrong-version'), 'say bye'],
        },
        {
          guard: 'is of another network',
          target: '#connection.leaving.hanging up',
          actions: [because('wrong-network'), 'say bye'],
        },
        {
          guard: 'is another than its key says',
          target: '#connection.leaving.hanging up',
          actions: ['remember whose key it lacks', 'say bye'],
        },
        { guard: 'has heard hello', target: 'awaiting proof', actions: 'say who we are' },
      ],
    },
    'awaiting proof': {
      on: { proof: { target: 'proving', actions: 'ask whether that holds' } },
    },
    proving: {
      on: {
        welcome: { actions: 'remember the welcome' },
        bye: {
          target: '#connection.leaving.learning',
          actions: ['remember the farewell', 'say bye'],
        },
        'link.judged': [
          {
            guard: 'has a fault',
            target: '#connection.leaving.hanging up',
            actions: ['remember what was wrong with it', 'say bye'],
          },
          { target: 'being judged', actions: 'ask for a judgement' },
        ],
      },
    },
    'being judged': {
      always: { guard: 'is welcome', target: 'wanted', actions: 'tell of the welcome' },
      on: {
        'peer.accepted': {
          target: 'awaiting welcome',
          actions: ['note whether it is heard', 'say welcome'],
        },
        welcome: { target: 'wanted', actions: 'tell of the welcome' },
      },
    },
    wanted: {
      on: {
        'peer.accepted': {
          target: '#connection.established',
          actions: ['note whether it is heard', 'say welcome'],
        },
      },
    },
    'awaiting welcome': {
      tags: 'welcome is next',
      on: {
        welcome: { target: '#connection.established' },
        send: { actions: 'keep texts' },
      },
    },
  },
} as const;
