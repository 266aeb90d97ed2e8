import ForgeReconciler, {
  BarChart,
  Box,
  Button,
  DonutChart,
  Frame,
  HorizontalBarChart,
  HorizontalStackBarChart,
  Image,
  Inline,
  LineChart,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
  PieChart,
  Popup,
  Stack,
  StackBarChart,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
  useProductContext,
  useTheme,
} from '@forge/react';
import { Route, Router, useNavigate, useParams } from '@forge/react/router';
import { invoke, realtime, requestJira, router, showFlag, view } from '@forge/bridge';
import { type ComponentType, type ReactNode, useState } from 'react';

/** A component of no version of UI Kit. */
const Marquee = 'Marquee' as unknown as ComponentType<{ children: ReactNode }>;

const DATA = [
  ['Mon', 4, 'Users'],
  ['Tue', 7, 'Users'],
  ['Mon', 2, 'Information'],
  ['Tue', 5, 'Information'],
];
const SLICES = [
  { area: 'Users', count: 4 },
  { area: 'Information', count: 7 },
];

function Page() {
  return (
    <Tabs id="calls">
      <TabList>
        <Tab>Calls</Tab>
        <Tab>Charts</Tab>
        <Tab>Places</Tab>
        <Tab>Unknown</Tab>
      </TabList>
      <TabPanel>
        <Calls />
      </TabPanel>
      <TabPanel>
        <Charts />
      </TabPanel>
      <TabPanel>
        <Places />
      </TabPanel>
      <TabPanel>
        <Unknown />
      </TabPanel>
    </Tabs>
  );
}

function Calls() {
  const [answer, setAnswer] = useState('nothing');
  const [isOpen, setOpen] = useState(false);
  const [isUp, setUp] = useState(false);
  const context = useProductContext();
  const theme = useTheme();
  const tell = (work: Promise<unknown>) =>
    work.then(
      value => setAnswer(JSON.stringify(value)),
      (error: unknown) => setAnswer(String(error)),
    );
  return (
    <Box padding="space.200">
      <Stack space="space.200">
        <Text>Answer: {answer}</Text>
        <Text>
          {context?.accountId} sees the {theme?.colorMode} theme
        </Text>
        <Inline space="space.100" shouldWrap>
          <Button onClick={() => tell(invoke('greet', { name: 'Ana' }))}>Invoke</Button>
          <Button onClick={() => tell(invoke('refuse'))}>Invoke what refuses</Button>
          <Button onClick={() => tell(requestJira('/rest/api/3/myself').then(found => found.json()))}>
            Ask Jira
          </Button>
          <Button
            onClick={() => {
              showFlag({
                id: 'done',
                title: 'Scan finished',
                description: '312 objects were read',
                type: 'success',
                actions: [{ text: 'Open', onClick: () => setAnswer('flag') }],
              });
            }}
          >
            Flag
          </Button>
          <Button onClick={() => void router.navigate('/browse/SEC-41')}>Navigate</Button>
          <Button onClick={() => tell(view.close())}>Close</Button>
          <Button onClick={() => setOpen(true)}>Decide</Button>
          <Popup
            isOpen={isUp}
            onClose={() => setUp(false)}
            content={() => (
              <Box padding="space.200">
                <Text>In the popup</Text>
              </Box>
            )}
            trigger={() => <Button onClick={() => setUp(!isUp)}>Popup</Button>}
          />
        </Inline>
        <ModalTransition>
          {isOpen && (
            <Modal onClose={() => setOpen(false)}>
              <ModalHeader>
                <ModalTitle>Accept the risk</ModalTitle>
              </ModalHeader>
              <ModalBody>
                <Text>It is accepted for 90 days.</Text>
              </ModalBody>
              <ModalFooter>
                <Button appearance="subtle" onClick={() => setOpen(false)}>
                  Cancel
                </Button>
                <Button
                  appearance="primary"
                  onClick={() => {
                    setAnswer('accepted');
                    setOpen(false);
                  }}
                >
                  Accept
                </Button>
              </ModalFooter>
            </Modal>
          )}
        </ModalTransition>
      </Stack>
    </Box>
  );
}

function Charts() {
  const plot = { data: DATA, xAccessor: 0, yAccessor: 1, colorAccessor: 2, height: 240 };
  const pie = {
    data: SLICES,
    colorAccessor: 'area',
    labelAccessor: 'area',
    valueAccessor: 'count',
    height: 240,
  };
  return (
    <Box padding="space.200">
      <Stack space="space.200">
        <BarChart {...plot} title="Findings by day" subtitle="Two areas" />
        <StackBarChart {...plot} title="Stacked" />
        <HorizontalBarChart {...plot} title="Lying" />
        <HorizontalStackBarChart {...plot} title="Lying and stacked" />
        <LineChart {...plot} title="Trend" />
        <PieChart {...pie} title="Pie" showMarkLabels />
        <DonutChart {...pie} title="Donut" />
      </Stack>
    </Box>
  );
}

function Places() {
  return (
    <Router>
      <Route path="/">
        <Place />
      </Route>
      <Route path="/control/:id">
        <Place />
      </Route>
    </Router>
  );
}

function Place() {
  const { id } = useParams();
  const navigate = useNavigate();
  return (
    <Box padding="space.200">
      <Text>Place: {id ?? 'start'}</Text>
      <Button onClick={() => navigate('/control/INF-03')}>To INF-03</Button>
    </Box>
  );
}

function Unknown() {
  return (
    <Stack space="space.200">
      <Marquee>
        <Text>Never drawn</Text>
      </Marquee>
      <Frame resource="report" />
      <Image src="https://example.com/picture.png" alt="Elsewhere" />
      <Button onClick={() => void realtime.publish('news', {}).catch(() => undefined)}>Unknown call</Button>
    </Stack>
  );
}

ForgeReconciler.render(<Page />);
