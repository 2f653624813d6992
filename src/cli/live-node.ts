import type { NodeEvent, NodeEventBody } from '../node/node-event.ts';
import { nodeEvents, stamped, type NodeFacts } from '../node/node-events.ts';
import { type News, runNode } from '../node/run-node.ts';
import { limits } from '../protocol/limits.ts';
import { SystemClock } from '../streams/system-clock.ts';
import { systemEntropy } from '../streams/system-entropy.ts';
import { tcpNetwork } from '../streams/tcp-network.ts';
import { exits } from './cli-error.ts';
import { CommandDesk } from './console/command-desk.ts';
import { parseLine } from './console/parse-line.ts';
import { obeyPipe } from './console/piped-console.ts';
import { TerminalConsole } from './console/terminal-console.ts';
import { EventInWords } from './event-in-words.ts';
import type { Host } from './host.ts';
import { interruption$ } from './interruptions.ts';
import type { NodeSettings } from './node-settings.ts';
import { openRecorder } from './open-recorder.ts';
import { linesTo, type Output, outputFor } from './output.ts';
import { ownFault } from './own-fault.ts';
import { paintFor } from './paint.ts';
import { version } from './version.ts';

/** Runs a node in the live world until it stops; resolves to the exit code. */
export function liveNode(settings: NodeSettings, host: Host): Promise<number> {
  const { config, trace, json, useConsole } = settings;
  const clock = new SystemClock();
  host.tape = trace;
  const recorder =
    trace === null
      ? null
      : openRecorder({
          path: trace,
          config,
          clock,
          run: randomRun(),
          onBroken: () => tellOfTape('stopped'),
        });
  const ports = { clock, network: tcpNetwork, entropy: systemEntropy };
  const node = runNode({ config, ports, recorder, flushMs: limits.flushIntervalMs });
  const terminal = useConsole && !json && isInteractive(host) ? new TerminalConsole(host) : null;
  const output = outputOf(host, json, terminal);
  const desk = new CommandDesk(node, say);
  const facts = factsOf(settings, clock, (number) => desk.idOf(number));
  let exit: number = exits.done;

  return new Promise((resolve) => {
    const interruptions = interruption$.subscribe(interrupted);
    let leavingSince: NodeJS.Signals | null = null;

    function interrupted(signal: NodeJS.Signals): void {
      if (leavingSince !== null && signal === 'SIGINT') {
        node.vanish();
        say({ event: 'stopped', code: 'quit', exit: exits.interrupted });
        end(exits.interrupted);
      }
      leavingSince ??= signal;
      desk.leave();
    }

    function end(code: number): void {
      interruptions.unsubscribe();
      desk.close();
      terminal?.close();
      if (useConsole) host.stdin.destroy();
      resolve(code);
    }

    function listenToUser(): void {
      if (trace !== null) tellOfTape('recording');
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

    host.stdout.once('error', () => desk.leave());
    node.news$.subscribe({
      next(news) {
        if (desk.wasAsked(news)) for (const event of nodeEvents(news, facts)) show(event);
        desk.note(news);
        if (isListening(news)) listenToUser();
      },
      error(fault: unknown) {
        const { code, message: text, hint } = ownFault(fault, host.tape);
        say({ event: 'error', code, text, hint, fatal: true });
        say({ event: 'stopped', code, exit: exits.failed });
        end(exits.failed);
      },
      complete: () => end(exit),
    });
    node.start();
  });

  function say(body: NodeEventBody): void {
    show(stamped(body, { at: clock.wall(), node: config.id, turn: node.system.turn }));
  }

  function show(event: NodeEvent): void {
    if (event.event === 'stopped') exit = event.exit;
    output.show(event);
  }

  function tellOfTape(state: 'recording' | 'stopped'): void {
    const code = state === 'stopped' ? { code: 'trace-failed' } : {};
    say({ event: 'tape', state, path: trace!, ...code });
  }
}

function outputOf(host: Host, json: boolean, terminal: TerminalConsole | null): Output<NodeEvent> {
  const words = new EventInWords(paintFor(host.stdout, host.env));
  return outputFor<NodeEvent>(terminal ?? linesTo(host), json, (event) => words.lines(event));
}

function isInteractive({ stdin, stdout, env }: Host): boolean {
  return stdin.isTTY === true && stdout.isTTY === true && env['TERM'] !== 'dumb';
}

function factsOf(
  { config, labId, trace }: NodeSettings,
  clock: SystemClock,
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

function randomRun(): string {
  return Buffer.from(systemEntropy.draw(16)).toString('hex');
}
