import type { NodeEvent, NodeEventBody } from '../node/node-event.ts';
import { nodeEvents, stamped, type NodeFacts } from '../node/node-events.ts';
import { type News, runNode } from '../node/run-node.ts';
import { limits } from '../protocol/limits.ts';
import type { Ports } from '../node/world.ts';
import type { Cancel, Clock } from '../streams/clock.ts';
import { systemEntropy } from '../streams/system-entropy.ts';
import type { TapeError } from '../trace/format/tape-error.ts';
import { exits } from './cli-error.ts';
import { CommandDesk } from './console/command-desk.ts';
import { parseLine } from './console/parse-line.ts';
import { obeyPipe } from './console/piped-console.ts';
import { TerminalConsole } from './console/terminal-console.ts';
import { EventInWords } from './event-in-words.ts';
import type { Host } from './host.ts';
import { interruption$ } from './interruptions.ts';
import { listenFailure } from './listen-failure.ts';
import { livePorts } from './live-ports.ts';
import type { NodeSettings } from './node-settings.ts';
import { cannotRecord, openRecorder } from './open-recorder.ts';
import { linesTo, outputFor } from './output.ts';
import { ownFault } from './own-fault.ts';
import { paintFor } from './paint.ts';
import { SECOND_MS } from './turned-away.ts';
import { version } from './version.ts';

/** Runs a node in the live world until it stops; resolves to the exit code. */
export function liveNode(
  settings: NodeSettings,
  host: Host,
  ports: Ports = livePorts(),
): Promise<number> {
  const { config, trace, json, useConsole } = settings;
  const { clock } = ports;
  const broken: TapeError[] = [];
  let tellOfBroken = (error: TapeError): void => void broken.push(error);
  const tape =
    trace === null
      ? null
      : openRecorder({
          path: trace,
          config,
          clock,
          run: randomRun(),
          onBroken: (error) => tellOfBroken(error),
        });
  const node = runNode({
    config,
    ports,
    recorder: tape?.recorder ?? null,
    flushMs: limits.flushIntervalMs,
  });
  // What cannot be recorded is to be known before anybody can connect.
  tape?.recorder.flush();
  for (const error of broken) {
    tape?.discard();
    throw cannotRecord(trace!, error);
  }
  host.tape = trace;
  const terminal = useConsole && !json && isInteractive(host) ? new TerminalConsole(host) : null;
  const desk = new CommandDesk(node, say);
  const words = new EventInWords(paintFor(host.stdout, host.env), {
    beginningOf: (messageId) => desk.beginningOf(messageId),
  });
  const lines = terminal ?? linesTo(host);
  const output = outputFor<NodeEvent>(lines, json, (event) => words.lines(event));
  const facts = factsOf(settings, clock, (number) => desk.idOf(number));
  let exit: number = exits.done;
  let hasListened = false;
  let isOver = false;
  let isRestDue = false;
  const alarms = new Set<Cancel>();
  /** Comes last, and so after whatever the tape has to say when it is closed. */
  let farewell: readonly NodeEvent[] = [];

  return new Promise((resolve) => {
    let leavingSince: NodeJS.Signals | null = null;
    // It stays: what is told to leave twice by a window that closes must not be killed by that.
    interruption$.subscribe(interrupted);

    function interrupted(signal: NodeJS.Signals): void {
      if (isOver) return;
      if (leavingSince !== null && signal === 'SIGINT') {
        node.vanish();
        say({ event: 'stopped', code: 'quit', exit: exits.interrupted });
        end(exits.interrupted);
      }
      if (leavingSince === null && signal === 'SIGINT') sayHowToHurry();
      leavingSince ??= signal;
      desk.leave();
    }

    function sayHowToHurry(): void {
      if (json || host.stdout.isTTY !== true) return;
      later(MOMENT_MS, () => lines.out('leaving; press Ctrl-C again to leave at once'));
    }

    function end(code: number): void {
      isOver = true;
      for (const cancel of alarms) cancel();
      desk.close();
      terminal?.close();
      if (useConsole) host.stdin.destroy();
      resolve(code);
    }

    function listenToUser(): void {
      hasListened = true;
      if (trace !== null) say({ event: 'tape', state: 'recording', path: trace });
      if (!useConsole) return;
      if (terminal === null) void obeyPipe(host.stdin, desk);
      else {
        terminal.out('type "help" to see what can be said');
        terminal.listen({
          onLine: (line) => void desk.obey(parseLine(line)),
          onEnd: () => void desk.settled().then(() => desk.leave()),
          onInterrupt: () => interrupted('SIGINT'),
        });
      }
    }

    tellOfBroken = ({ message: text }) => {
      host.tape = null;
      say({ event: 'tape', state: 'stopped', path: trace!, code: 'trace-failed', text });
    };
    host.stdout.once('error', () => desk.leave());
    node.news$.subscribe({
      next(news) {
        const events = desk.wasAsked(news) ? nodeEvents(news, facts) : [];
        if (isStopped(news)) farewell = events;
        else for (const event of events) show(event);
        desk.note(news);
        if (isListening(news)) listenToUser();
      },
      error(fault: unknown) {
        const { code, message: text, hint } = ownFault(fault, host.tape);
        say({ event: 'error', code, text, hint, fatal: true });
        say({ event: 'stopped', code, exit: exits.failed });
        end(exits.failed);
      },
      complete() {
        if (!hasListened) tape?.discard();
        for (const event of farewell) show(event);
        end(exit);
      },
    });
    node.start();
  });

  function say(body: NodeEventBody): void {
    show(stamped(body, { at: clock.wall(), node: config.id, turn: node.system.turn }));
  }

  function show(event: NodeEvent): void {
    if (event.event === 'stopped') exit = event.exit;
    if (event.event !== 'error') output.show(event);
    else output.show({ ...event, text: listenFailure(event, config) });
    if (event.event === 'refused' && event.inbound && !json) tellOfTheRest();
  }

  /** A second later at most, those who were turned away meanwhile and were only counted. */
  function tellOfTheRest(): void {
    if (isRestDue) return;
    isRestDue = true;
    later(SECOND_MS + 1, () => {
      isRestDue = false;
      for (const line of words.overdue(clock.wall())) lines.out(line);
    });
  }

  function later(ms: number, callback: () => void): void {
    const cancel = clock.at(clock.now() + ms * 1_000, () => {
      alarms.delete(cancel);
      callback();
    });
    alarms.add(cancel);
  }
}

/** Politeness that takes longer than this is explained. */
const MOMENT_MS = 500;

function isInteractive({ stdin, stdout, env }: Host): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env['TERM'] !== 'dumb';
}

function factsOf(
  { config, labId, trace }: NodeSettings,
  clock: Clock,
  commandId: (number: number) => string | number | undefined,
): NodeFacts {
  const lab = labId === undefined ? {} : { labId };
  const { pid } = process;
  return {
    config,
    clock,
    ...lab,
    version: version(),
    pid,
    tls: false,
    data: null,
    trace,
    commandId,
  };
}

function isListening({ said }: News): boolean {
  return said.type === 'report' && said.event === 'listening';
}

function isStopped({ said }: News): boolean {
  return said.type === 'report' && said.event === 'stopped';
}

function randomRun(): string {
  return Buffer.from(systemEntropy.draw(16)).toString('hex');
}
