import { Stack } from '@atlaskit/primitives';
import Spinner from '@atlaskit/spinner';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type ForgeDoc, type RemoteFunction } from '../protocol';
import { draw } from '../render/draw';
import { type Stage } from '../render/drawing';
import { Problem, ProblemBoundary } from '../render/problem';
import { bridgeAnswer } from './bridge/answers';
import { type Desk } from './bridge/desk';
import { FrameLink } from './bridge/frame-link';
import { follow, shellPath } from './links';
import { noteAddress, pathOfModule, placeWithin } from './place';
import { useShell } from './shell-context';

interface ModuleFrameProps {
  moduleKey: string;
  title: string;
  /** What Jira adds to the context: the work item of a panel. */
  extension: Record<string, unknown>;
  /** Whether the module is the page that the address names, so that its history moves the address. */
  ownsAddress: boolean;
  refresh?: () => void;
}

/** One module of the app: its code in a hidden frame, and what it asks to be drawn. Another person or module is another frame. */
export function ModuleFrame(props: ModuleFrameProps) {
  const { person } = useShell();
  return <Frame key={`${props.moduleKey} ${person.accountId}`} {...props} />;
}

function Frame(props: ModuleFrameProps) {
  const { moduleKey, title, extension, ownsAddress } = props;
  const shell = useShell();
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef({ shell, props });
  latest.current = { shell, props };
  const [doc, setDoc] = useState<ForgeDoc>();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const link = useRef<FrameLink>();
  const desk = useRef<Desk>();

  const report = useMemo(
    () => (problem: string) => setProblems(known => [...new Set([...known, problem])]),
    [],
  );
  const stage = useMemo<Stage>(
    () => ({
      draw,
      report,
      people: shell.people,
      run: (remote: RemoteFunction, args: unknown[]) =>
        link.current?.run(remote, args) ?? Promise.reject(new Error('The page is gone')),
      follow: (href, newTab) => follow(href, newTab, latest.current.shell.surroundings),
      address: href => shellPath(href, latest.current.shell.surroundings) ?? href,
    }),
    [report, shell.people],
  );

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const { events, flags, surroundings, person } = latest.current.shell;
    const place: Desk = {
      visit: { moduleKey, accountId: person.accountId, extension },
      surroundings,
      flags,
      events,
      theme: () => latest.current.shell.theme,
      within: () => (ownsAddress ? placeWithin() : '/'),
      show: setDoc,
      report,
      run: stage.run,
      refresh: latest.current.props.refresh && (() => latest.current.props.refresh?.()),
      arrive: undefined,
    };
    const frameLink = new FrameLink(element, {
      call: (command, data) => bridgeAnswer(place, command, data),
      moved: ({ action, location }) => {
        if (!ownsAddress) return;
        noteAddress(
          pathOfModule(moduleKey, location.pathname + location.search + location.hash),
          location.state,
          action,
        );
      },
      go: steps => window.history.go(steps),
    });
    link.current = frameLink;
    desk.current = place;
    const stop = frameLink.listen();
    element.src = `/frame/${encodeURIComponent(moduleKey)}/index.html`;
    return () => {
      stop();
      events.forget(place);
    };
    // A frame lives for one module and one person; `key` makes another for the next.
    // The extension is read once, as the context of a page in Jira is.
  }, [moduleKey, ownsAddress, report, stage]);

  useArrivals(desk, stage.run, report);

  return (
    <>
      <iframe ref={frame} title={title} sandbox="allow-scripts" hidden aria-hidden tabIndex={-1} />
      <Stack space="space.200">
        {problems.map(problem => (
          <Problem
            key={problem}
            title={problem}
            detail="The app asked for this, or failed at it, while its page was open."
          />
        ))}
        {doc === undefined && problems.length === 0 ? <Loading title={title} /> : null}
        {doc === undefined ? null : (
          <ProblemBoundary title={`${title} can't be shown`} attempt={doc}>
            {draw(doc, stage)}
          </ProblemBoundary>
        )}
      </Stack>
    </>
  );
}

/** Tells the app's history where the browser's buttons went. */
function useArrivals(desk: { current: Desk | undefined }, run: Stage['run'], report: Stage['report']): void {
  useEffect(() => {
    const arrive = (event: PopStateEvent) => {
      const place = desk.current;
      if (place?.arrive === undefined) return;
      const { pathname, search, hash } = new URL(place.within(), window.location.origin);
      const location = {
        pathname,
        search,
        hash,
        state: event.state as unknown,
        key: `pop${event.timeStamp}`,
      };
      run(place.arrive, [location]).catch((error: unknown) => report(`History: ${String(error)}`));
    };
    window.addEventListener('popstate', arrive);
    return () => window.removeEventListener('popstate', arrive);
  }, [desk, run, report]);
}

function Loading({ title }: { title: string }) {
  return (
    <div className="loading">
      <Spinner size="large" label={`Loading ${title}`} />
    </div>
  );
}
