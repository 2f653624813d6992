/**
 * @typedef {{ name: string, file: string, from: string, to: string }} Mutant  `from` stands exactly once
 * in the file.
 * @type {readonly Mutant[]}
 */
export const mutants = [
  {
    name: 'a guard: every network is ours',
    file: 'src/machines/connection/connection-guards.ts',
    from: 'hello.network !== config.network',
    to: 'hello.network === undefined',
  },
  {
    name: 'a guard: what was heard at the ping counts after it',
    file: 'src/machines/connection/connection-guards.ts',
    from: 'context.heardAt > context.pingSentAt',
    to: 'context.heardAt >= 0',
  },
  {
    name: 'a limit: one probe less',
    file: 'src/protocol/limits.ts',
    from: 'probesMax: 3',
    to: 'probesMax: 2',
  },
  {
    name: 'a limit: frames of one byte more',
    file: 'src/codec/cut-frames.ts',
    from: 'length > limits.frameBytesMax',
    to: 'length > limits.frameBytesMax + 1',
  },
  {
    name: 'a tie-break: the higher id dials',
    file: 'src/machines/node/links/rivals.ts',
    from: 'diallerIsSelf === self < link.peer!',
    to: 'diallerIsSelf === self > link.peer!',
  },
  {
    name: 'a tie-break: the older instance is the newer',
    file: 'src/machines/node/peers/compare-instances.ts',
    from: 'Math.sign(a.boot - b.boot)',
    to: 'Math.sign(b.boot - a.boot)',
  },
  {
    name: 'a timer that is never cancelled',
    file: 'src/machines/engine/timers.ts',
    from: 'if (kept.length === timers.length) return timers;',
    to: 'if (kept.length <= timers.length) return timers;',
  },
  {
    name: 'a back-off that does not grow',
    file: 'src/machines/node/opening/contact-machine.ts',
    from: 'limits.backoffMinMs * 2 **',
    to: 'limits.backoffMinMs * 1 **',
  },
  {
    name: 'a receipt for one text more',
    file: 'src/machines/connection/receipts.ts',
    from: 'first), taken + 1 - first)',
    to: 'first), taken + 2 - first)',
  },
  {
    name: 'an outbox that is forgotten when the link drains',
    file: 'src/machines/connection/connection-machine.ts',
    from: "actions: ['pay what is owed', 'empty the outbox'],",
    to: "actions: ['pay what is owed'],",
  },
  {
    name: 'a farewell without its half-close',
    file: 'src/machines/connection/connection-machine.ts',
    from: "entry: 'half-close the link'",
    to: 'entry: []',
  },
  {
    name: 'a turn that runs its tells the wrong way round',
    file: 'src/machines/engine/turn.ts',
    from: "this.queue.push({ type: 'delivery', to: one.to, event: one.event });",
    to: "this.queue.splice(1, 0, { type: 'delivery', to: one.to, event: one.event });",
  },
  {
    name: 'a claim that evicts on a plain link: a newer life',
    file: 'src/machines/node/links/judge-greeting.ts',
    from: 'age > 0 && (entry.secure || rival === undefined)',
    to: 'age > 0',
  },
  {
    name: 'a claim that evicts on a plain link: the lower id',
    file: 'src/machines/node/links/judge-greeting.ts',
    from: 'lowerIdDialled(context.config.id, entry) && !isClaim(entry, rivals)',
    to: 'lowerIdDialled(context.config.id, entry)',
  },
  {
    name: 'a claim that evicts on a plain link: a welcome',
    file: 'src/machines/node/links/judge-greeting.ts',
    from: 'if (isPlain || !isSameLife',
    to: 'if (!isSameLife',
  },
  {
    name: 'a pong from before that makes a peer its own double',
    file: 'src/machines/connection/connection-machine.ts',
    from: "entry: 'say ping',\n              on: { probe: { actions: 'say ping' } },",
    to: "entry: 'say ping',",
  },
  {
    name: 'a proof whose verdict counts for nothing',
    file: 'src/machines/connection/connection-guards.ts',
    from: "event.type === 'link.judged' && event.fault !== null",
    to: "event.type === 'link.judged' && event.fault === undefined",
  },
  {
    name: 'a greeting that is judged without its proof',
    file: 'src/machines/connection/greeting-states.ts',
    from: "target: 'awaiting proof', actions: 'say who we are'",
    to: "target: 'being judged', actions: ['say who we are', 'ask for a judgement']",
  },
  {
    name: 'an id that need not be that of the key',
    file: 'src/machines/connection/connection-guards.ts',
    from: 'proven !== null && hello.id !== proven',
    to: 'proven !== null && hello.id === undefined',
  },
  {
    name: 'a ban that keeps nobody out',
    file: 'src/machines/node/peers/unwelcome.ts',
    from: 'context.banned.has(peer) ||',
    to: '',
  },
  {
    name: 'anybody for the peer that was expected',
    file: 'src/machines/node/links/judge-greeting.ts',
    from: 'entry.expected !== null && entry.expected !== peer',
    to: 'entry.expected === undefined',
  },
  {
    name: 'doubles that dial again at once',
    file: 'src/machines/node/opening/contact-machine.ts',
    from: 'refused ? limits.refusedBackoffMs : grown',
    to: 'refused ? grown : grown',
  },
];
