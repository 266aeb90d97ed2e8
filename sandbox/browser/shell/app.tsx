import { useEffect, useMemo, useState } from 'react';
import { type Person } from '../bench-port';
import { type BenchView, type Surroundings } from '../bench-view';
import { Problem } from '../render/problem';
import { EventHub } from './event-hub';
import { Flags, useFlagBoard } from './flag-board';
import { DaysBanner } from './days-banner';
import { followBench, surroundings as askedSurroundings } from './requests';
import { type Shell, ShellContext } from './shell-context';
import { directoryOf } from './site/people';
import { SiteClient } from './site/site-client';
import { SideNavigation } from './side-navigation';
import { useTheme } from './theme';
import { TopBar } from './top-bar';
import { View } from './view';

const PERSON_KEPT_UNDER = 'sandbox-person';

/** The shell, once it knows what it stands in. */
export function App() {
  const [surroundings, setSurroundings] = useState<Surroundings>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    askedSurroundings().then(setSurroundings, (error: unknown) => setProblem(String(error)));
  }, []);
  if (problem !== undefined) return <Problem title="The sandbox does not answer" detail={problem} />;
  return surroundings === undefined ? null : <Surrounded surroundings={surroundings} />;
}

function Surrounded({ surroundings }: { surroundings: Surroundings }) {
  const [theme, setTheme] = useTheme();
  const [person, setPerson] = usePerson(surroundings.people);
  const [flags, shownFlags] = useFlagBoard();
  const [bench, setBench] = useState<BenchView>();
  const [navigationShown, setNavigationShown] = useState(false);
  const events = useMemo(() => new EventHub(), []);
  useEffect(() => followBench(setBench), []);
  useEffect(() => {
    events.emit('FORGE_CORE_THEME_CHANGED', { theme: { colorMode: theme } });
  }, [events, theme]);
  const site = useMemo(() => new SiteClient(person.accountId), [person]);
  const people = useMemo(() => directoryOf(site), [site]);
  const shell = useMemo<Shell>(
    () => ({ surroundings, person, theme, flags, events, site, people, bench }),
    [surroundings, person, theme, flags, events, site, people, bench],
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
          <DaysBanner />
          <View />
        </main>
      </div>
      <Flags flags={shownFlags} onDismissed={flags.close} />
    </ShellContext.Provider>
  );
}

/** The person in front of the browser: kept for the next visit, the first of all at first. */
function usePerson(people: readonly Person[]): [Person, (person: Person) => void] {
  const [first] = people;
  if (first === undefined) throw new Error('The sandbox has no people');
  const kept = window.localStorage.getItem(PERSON_KEPT_UNDER);
  const [person, setPerson] = useState(people.find(({ accountId }) => accountId === kept) ?? first);
  const choose = (chosen: Person) => {
    window.localStorage.setItem(PERSON_KEPT_UNDER, chosen.accountId);
    setPerson(chosen);
  };
  return [person, choose];
}
