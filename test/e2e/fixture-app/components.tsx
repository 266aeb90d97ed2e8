import ForgeReconciler, {
  AdfRenderer,
  AtlassianIcon,
  AtlassianTile,
  Badge,
  Bleed,
  Box,
  Breadcrumbs,
  BreadcrumbsItem,
  Button,
  ButtonGroup,
  Code,
  CodeBlock,
  Comment,
  DynamicTable,
  Em,
  EmptyState,
  Heading,
  Icon,
  Inline,
  Link,
  LinkButton,
  List,
  ListItem,
  LoadingButton,
  Lozenge,
  Pagination,
  Pressable,
  ProgressBar,
  ProgressTracker,
  SectionMessage,
  SectionMessageAction,
  Spinner,
  Stack,
  Strike,
  Strong,
  Tag,
  TagGroup,
  Text,
  Tile,
  Tooltip,
  User,
  UserGroup,
  xcss,
} from '@forge/react';
import { DOCUMENT } from './document';

/** A page with at least one of every component that shows something and takes no input. */
function Page() {
  return (
    <Stack space="space.300">
      <Breadcrumbs>
        <BreadcrumbsItem text="Checklist" href="/jira/settings/apps/first" />
        <BreadcrumbsItem text="INF-03" href="/jira/settings/apps/first/INF-03" />
      </Breadcrumbs>
      <SectionMessage
        appearance="warning"
        title="Three things got worse"
        actions={[<SectionMessageAction href="/browse/SEC-41">Open SEC-41</SectionMessageAction>]}
      >
        <Text>
          Filters are shared with the <Strong>public</Strong>, <Em>since Tuesday</Em>,{' '}
          <Strike>not yesterday</Strike>. <Link href="/browse/SEC-41">See the work item</Link>.
        </Text>
      </SectionMessage>
      <Words />
      <Marks />
      <Table />
      <People />
      <Inline space="space.200" alignBlock="start">
        <EmptyState
          header="Nothing to review"
          description="What changes shows up here."
          primaryAction={<Button appearance="primary">Scan now</Button>}
        />
        <AdfRenderer document={DOCUMENT} />
      </Inline>
    </Stack>
  );
}

function Words() {
  return (
    <Stack space="space.150">
      <Heading as="h2" size="medium">
        Words
      </Heading>
      <Text size="small" color="color.text.subtle">
        Small and <Code>subtle</Code>
      </Text>
      <List type="ordered">
        <ListItem>
          <Text>Open the filter</Text>
        </ListItem>
        <ListItem>
          <Text>Change who sees it</Text>
        </ListItem>
      </List>
      <CodeBlock language="json" text={'{\n  "shared": "public"\n}'} />
      <Box
        padding="space.200"
        backgroundColor="color.background.neutral"
        xcss={xcss({
          borderRadius: 'radius.large',
          ':hover': { backgroundColor: 'color.background.neutral.hovered' },
        })}
      >
        <Bleed inline="space.100">
          <Text>In a box</Text>
        </Bleed>
      </Box>
    </Stack>
  );
}

function Marks() {
  return (
    <Stack space="space.150">
      <Heading as="h2" size="medium">
        Marks
      </Heading>
      <Inline space="space.150" alignBlock="center" shouldWrap>
        <Lozenge appearance="removed">Not met</Lozenge>
        <Lozenge appearance="success">Verified</Lozenge>
        <Lozenge appearance="moved" isBold>
          Due
        </Lozenge>
        <Badge appearance="important">{120}</Badge>
        <Icon glyph="shield" label="Shield" color="color.icon.success" />
        <Icon glyph="editor-warning" label="Warning" color="color.icon.warning" />
        <AtlassianIcon glyph="bug" label="Bug" />
        <AtlassianTile glyph="task" label="Task" />
        <Tile label="Tile" backgroundColor="color.background.accent.teal.subtle">
          <Icon glyph="lock" label="" />
        </Tile>
        <Spinner size="small" label="Reading" />
        <TagGroup>
          <Tag text="public" color="blue" />
          <Tag text="no owner" />
        </TagGroup>
        <Tooltip content="20 November 2026, 09:12">
          <Text>yesterday</Text>
        </Tooltip>
      </Inline>
      <Inline space="space.100" alignBlock="center" shouldWrap>
        <ButtonGroup label="Actions">
          <Button appearance="primary">Primary</Button>
          <Button>Default</Button>
          <Button appearance="subtle" iconBefore="refresh">
            Refresh
          </Button>
          <Button appearance="danger">Delete</Button>
        </ButtonGroup>
        <LoadingButton isLoading>Saving</LoadingButton>
        <LinkButton href="/browse/SEC-41">Open</LinkButton>
        <Pressable padding="space.100" backgroundColor="color.background.neutral">
          <Text>Pressable</Text>
        </Pressable>
      </Inline>
      <ProgressBar ariaLabel="Read" value={0.4} />
      <ProgressTracker
        items={[
          { id: 'read', label: 'Read', percentageComplete: 100, status: 'visited' },
          { id: 'scope', label: 'What is open', percentageComplete: 0, status: 'current' },
          { id: 'file', label: 'Where to file', percentageComplete: 0, status: 'unvisited' },
        ]}
      />
      <Pagination label="Pages of findings" pages={[1, 2, 3, 4, 5]} />
    </Stack>
  );
}

function Table() {
  const names = ['Filters not public', 'Few, named admins', 'Backups made, restore tested'];
  return (
    <DynamicTable
      caption="Responsibilities"
      head={{
        cells: [
          { key: 'name', content: 'Responsibility', isSortable: true },
          { key: 'status', content: 'Status', isSortable: true },
        ],
      }}
      rows={names.map((name, index) => ({
        key: name,
        cells: [
          { key: name, content: <Text weight="medium">{name}</Text> },
          {
            key: `status ${index}`,
            content: (
              <Lozenge appearance={index === 0 ? 'removed' : 'success'}>
                {index === 0 ? 'Not met' : 'Verified'}
              </Lozenge>
            ),
          },
        ],
      }))}
      rowsPerPage={2}
      defaultSortKey="name"
      defaultSortOrder="ASC"
    />
  );
}

function People() {
  return (
    <Stack space="space.150">
      <Heading as="h2" size="medium">
        People
      </Heading>
      <Inline space="space.200">
        <User accountId="ana" />
        <User accountId="nobody-any-more" />
        <UserGroup>
          <User accountId="ana" />
          <User accountId="lee" />
        </UserGroup>
      </Inline>
      <Comment
        avatar={<User accountId="lee" hideDisplayName />}
        author={{ text: 'Lee Park' }}
        time={{ text: '2 hours ago' }}
        content={<Text>Two filters were meant for the press page.</Text>}
        actions={[{ text: 'Reply' }]}
      />
    </Stack>
  );
}

ForgeReconciler.render(<Page />);
