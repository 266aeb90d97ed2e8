import { useEffect, useMemo, useState } from 'react';
import { type Person } from '../bench-port';
import { type BenchView, type ShellConfig } from '../bench-view';
import { Problem } from '../render/problem';
import { EventHub } from './event-hub';
import { FlagList, useFlags } from './flags';
import { HistoryBanner } from './history-banner';
import { subscribeToBench, fetchShellConfig as askedSurroundings } from './requests';
import { type Shell, ShellContext } from './shell-context';
import { createDirectory } from './site/directory';
import { SiteClient } from './site/site-client';
import { SideNavigation } from './side-navigation';
import { useTheme } from './theme';
import { TopBar } from './top-bar';
import { CurrentView } from './current-view';

const PERSON_STORAGE_KEY = 'sandbox-person';

/** The shell, once it knows what it stands in. */
export function App() {
  const [config, setConfig] = useState<ShellConfig>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    askedSurroundings().then(setConfig, (error: unknown) => setProblem(String(error)));
  }, []);
  if (problem !== undefined) return <Problem title="The sandbox isn't responding" detail={problem} />;
  return config === undefined ? null : <LoadedApp surroundings={config} />;
}

function LoadedApp({ surroundings: config }: { surroundings: ShellConfig }) {
  const [theme, setTheme] = useTheme();
  const [person, setPerson] = usePerson(config.people);
  const [flags, shownFlags] = useFlags();
  const [bench, setBench] = useState<BenchView>();
  const [navigationShown, setNavigationShown] = useState(false);
  const events = useMemo(() => new EventHub(), []);
  useEffect(() => subscribeToBench(setBench), []);
  useEffect(() => {
    events.emit('FORGE_CORE_THEME_CHANGED', { theme: { colorMode: theme } });
  }, [events, theme]);
  const site = useMemo(() => new SiteClient(person.accountId), [person]);
  const people = useMemo(() => createDirectory(site), [site]);
  const shell = useMemo<Shell>(
    () => ({ config, person, theme, flags, events, site, people, bench }),
    [config, person, theme, flags, events, site, people, bench],
  );
  return (
    <ShellContext.Provider value={shell}>
      <a className="skip-link" href="#main">
        Skip to main content
      </a>
      <TopBar
        onTheme={setTheme}
        onPerson={setPerson}
        navigationShown={navigationShown}
        onNavigation={() => setNavigationShown(!navigationShown)}
      />
      <div className="below-top-bar">
        <SideNavigation isShown={navigationShown} onFollowed={() => setNavigationShown(false)} />
        <main id="main" className="main" tabIndex={-1}>
          <HistoryBanner />
          <CurrentView />
        </main>
      </div>
      <FlagList flags={shownFlags} onDismissed={flags.close} />
    </ShellContext.Provider>
  );
}

/** The person in front of the browser: kept for the next visit, the first of all at first. */
function usePerson(people: readonly Person[]): [Person, (person: Person) => void] {
  const [first] = people;
  if (first === undefined) throw new Error('The sandbox has no people');
  const storedId = window.localStorage.getItem(PERSON_STORAGE_KEY);
  const [person, setPerson] = useState(people.find(({ accountId }) => accountId === storedId) ?? first);
  const choose = (chosen: Person) => {
    window.localStorage.setItem(PERSON_STORAGE_KEY, chosen.accountId);
    setPerson(chosen);
  };
  return [person, choose];
}
