import { CleanText } from '../parts/clean-text.tsx';
import { cleaned } from '../parts/clean-pieces.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { shortPeer } from '../parts/formats.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { about } from '../store/about.ts';
import { inspectCommand } from '../store/command.ts';
import { openHelp, openTapeDialog } from '../store/dialogs.ts';
import { turn } from '../store/position.ts';
import { linkToMoment } from './link-to-moment.ts';
import { Logo } from './logo.tsx';
import { TapeState } from './tape-state.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Whose tape this is, what it is doing, and what can be taken from here. */
export function Header() {
  const known = about.value;
  return (
    <header class="header">
      <Logo />
      <h1 class="header-node one-line">
        <CleanText text={known?.name || 'peertape'} />
        {known !== null && (
          <span class="peer-id" title={known.node}>
            {' '}
            {shortPeer(known.node)}
          </span>
        )}
      </h1>
      {known !== null && (
        <>
          <span class="badge header-network one-line" title="Its network">
            <CleanText text={known.network} />
          </span>
          <span class="header-path mono one-line" title={cleaned(known.path)}>
            <CleanText text={known.path} />
          </span>
          <CopyButton label="Copy the path of the trace" text={known.path} />
        </>
      )}
      <TapeState />
      {known?.codeDiffers === true && (
        <button type="button" class="badge is-warning fault" onClick={openTapeDialog}>
          other code
        </button>
      )}
      <div class="header-actions">
        {known !== null && (
          <>
            <CopyButton label="Copy a link to this moment (c)" icon="link" text={linkToMoment} />
            <CopyButton
              label="Copy the command that opens this moment"
              icon="terminal"
              text={() => inspectCommand(known.path, turn.value)}
            />
          </>
        )}
        <ThemeSwitch />
        <IconButton icon="info" label="About this tape" hotkey="i" onClick={openTapeDialog} />
        <IconButton icon="help" label="Help" hotkey="?" onClick={openHelp} />
      </div>
    </header>
  );
}
