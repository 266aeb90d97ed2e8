import { type Doc, host } from './fake-bridge';
import ForgeReconciler from '@forge/react';
import { type ReactElement, useState } from 'react';

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Lets everything that was asked be answered and drawn. */
export async function waitUntilSettled(): Promise<void> {
  for (let count = 0; count < 25; count += 1) await nextTurn();
}

interface OpenPageOptions {
  readonly answers?: (typeof host)['answers'];
  readonly path?: string;
  readonly account?: string;
  readonly extension?: object;
  readonly hasHistory?: boolean;
}

let closePage: () => void = () => undefined;

/** A page that can be left: what it asked every few seconds then ends. */
function ClosablePage({ page }: { page: ReactElement }): ReactElement | null {
  const [isOpen, setOpen] = useState(true);
  closePage = () => setOpen(false);
  return isOpen ? page : null;
}

afterEach(async () => {
  closePage();
  await waitUntilSettled();
});

/** Draws a page as Jira would, at a path of its own. */
export async function renderPage(page: ReactElement, options: OpenPageOptions = {}): Promise<void> {
  host.doc = undefined;
  host.calls = [];
  host.flags = [];
  host.listeners = [];
  host.answers = options.answers ?? {};
  host.path = options.path ?? '/';
  host.hasHistory = options.hasHistory ?? true;
  host.context = {
    accountId: options.account ?? 'ana',
    timezone: 'UTC',
    locale: 'en_US',
    extension: options.extension ?? {},
  };
  ForgeReconciler.render(<ClosablePage page={page} />);
  await waitUntilSettled();
}

/** React elements that the page handed over as a property arrive as they are. */
const elementsInProps = ({ props }: Doc): Doc[] =>
  Object.values(props)
    .flat()
    .filter(
      (value): value is { type: string | ((props: object) => unknown); props: Record<string, unknown> } =>
        typeof value === 'object' && value !== null && '$$typeof' in value,
    )
    .map(docOf);

function docOf(element: unknown): Doc {
  if (typeof element === 'string' || typeof element === 'number')
    return { type: 'String', key: '', props: { text: String(element) }, children: [] };
  const { type, props } = element as { type: unknown; props: Record<string, unknown> };
  const children = [props.children].flat().filter(child => child !== null && child !== undefined);
  return { type: String(type), key: '', props, children: children.map(docOf) };
}

function* walkDocs(doc: Doc): Generator<Doc> {
  yield doc;
  for (const child of [...doc.children, ...elementsInProps(doc)]) yield* walkDocs(child);
}

const renderedDoc = (): Doc => {
  if (host.doc === undefined) throw new Error('nothing was drawn');
  return host.doc;
};

/** Every component of a type, in order. */
export const findAll = (type: string, within: Doc = renderedDoc()): Doc[] =>
  [...walkDocs(within)].filter(doc => doc.type === type);

/** What a component says, in order, with the spaces that it says it with. */
function spacedTextOf(doc: Doc): string {
  const own = ['header', 'title', 'label', 'content', 'text', 'placeholder']
    .map(name => doc.props[name])
    .filter((value): value is string => typeof value === 'string');
  const inner = [...doc.children, ...elementsInProps(doc)].map(spacedTextOf);
  return [...own, ...inner].join(doc.type === 'Text' || doc.type === 'String' ? '' : ' ');
}

/** What a component says, with single spaces. */
export const textOf = (doc: Doc): string => spacedTextOf(doc).replace(/\s+/g, ' ').trim();

/** What the whole page says. */
export const pageText = (): string => textOf(renderedDoc());

/** @throws where there is none, or more than one with these very words. */
export function findOne(type: string, text: string, within?: Doc): Doc {
  const found = findAll(type, within).filter(doc => textOf(doc) === text);
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`${found.length} of ${type} "${text}" in: ${pageText()}`);
  return first;
}

const callHandler = async (doc: Doc, handler: string, ...args: unknown[]): Promise<void> => {
  const run = doc.props[handler];
  if (typeof run !== 'function') throw new Error(`${doc.type} has no ${handler}`);
  if (doc.props.isDisabled === true) throw new Error(`${doc.type} is disabled`);
  await (run as (...given: unknown[]) => unknown)(...args);
  await waitUntilSettled();
};

/** Presses a button, or what reads as a link within the page. */
export async function pressButton(text: string): Promise<void> {
  const found = ['Button', 'LoadingButton', 'Pressable', 'SectionMessageAction'].flatMap(type =>
    findAll(type).filter(doc => textOf(doc) === text),
  );
  const [first] = found;
  if (first === undefined) throw new Error(`no button "${text}" in: ${pageText()}`);
  await callHandler(first, 'onClick');
}

const fieldId = (label: string): string => {
  const id = findOne('Label', label).props.labelFor;
  if (typeof id !== 'string') throw new Error(`label "${label}" is for nothing`);
  return id;
};

/** The field that a label is for. */
export function findField(label: string): Doc {
  const id = fieldId(label);
  const found = [...walkDocs(renderedDoc())].find(
    ({ type, props }) => type !== 'Label' && [props.id, props.inputId].includes(id),
  );
  if (found === undefined) throw new Error(`label "${label}" is for "${id}", which is not there`);
  return found;
}

/** Types into a text field, or picks a day. */
export async function typeInto(label: string, value: string): Promise<void> {
  const doc = findField(label);
  await callHandler(doc, 'onChange', doc.type === 'DatePicker' ? value : { target: { value } });
}

function findOption(label: string, option: string): object {
  const options = findField(label).props.options as { label: string }[];
  const found = options.find(each => each.label === option);
  if (found === undefined) throw new Error(`"${label}" offers ${options.map(each => each.label).join(', ')}`);
  return found;
}

/** Chooses an option of a select by its words. */
export const chooseOption = (label: string, option: string): Promise<void> =>
  callHandler(findField(label), 'onChange', findOption(label, option));

/** Chooses options of a select that takes several. */
export const chooseOptions = (label: string, options: readonly string[]): Promise<void> =>
  callHandler(
    findField(label),
    'onChange',
    options.map(option => findOption(label, option)),
  );

/** Chooses a person in the picker with this label. */
export async function choosePerson(label: string, account: string): Promise<void> {
  const picker = findAll('UserPicker').find(({ props }) => props.label === label);
  if (picker === undefined) throw new Error(`no picker "${label}"`);
  await callHandler(picker, 'onChange', { id: account, name: account });
}

/** Goes to a tab by its words. */
export async function goToTab(text: string): Promise<void> {
  for (const tabs of findAll('Tabs')) {
    const list = findAll('Tab', tabs.children[0]);
    const index = list.findIndex(tab => textOf(tab) === text);
    if (index >= 0) return callHandler(tabs, 'onChange', index);
  }
  throw new Error(`no tab "${text}"`);
}

/** The cells of a table's rows, as text. */
export const rowsOf = (label: string): string[][] => {
  const table = findAll('DynamicTable').find(({ props }) => props.label === label);
  if (table === undefined) throw new Error(`no table "${label}" in: ${pageText()}`);
  return findAll('Row', table).map(row => row.children.map(cell => textOf(cell)));
};
