import { createElement, Fragment } from 'react';
import { Handlers } from '../../../sandbox/browser/frame/handlers';
import { PageHistory } from '../../../sandbox/browser/frame/page-history';
import { serialize, serializeDoc } from '../../../sandbox/browser/frame/serialize';
import { type PageLocation } from '../../../sandbox/browser/protocol';

const START: PageLocation = { pathname: '/', search: '', hash: '', state: null, key: 'start' };

describe("the app's functions across the bridge", () => {
  it('calls the current function for a click on a page that has been rendered again since', () => {
    const handlers = new Handlers();
    handlers.beginGeneration();
    const name = handlers.nameOfPageHandler(() => 'knows nothing yet', 'form.onSubmit');
    handlers.beginGeneration();
    const submit = () => 'knows what was typed';
    handlers.nameOfPageHandler(submit, 'form.onSubmit');
    expect(handlers.find(name)).toBe(submit);
  });

  it('still finds the function of a button that was removed since', () => {
    const handlers = new Handlers();
    const submit = () => 'saved';
    handlers.beginGeneration();
    const name = handlers.nameOfPageHandler(submit, 'form.onSubmit');
    for (let drawn = 0; drawn < 30; drawn++) handlers.beginGeneration();
    expect(handlers.find(name)).toBe(submit);
  });

  it('forgets a function that no page of the last thirty had', () => {
    const handlers = new Handlers();
    handlers.beginGeneration();
    const name = handlers.nameOfPageHandler(() => undefined, 'form.onSubmit');
    for (let drawn = 0; drawn < 31; drawn++) handlers.beginGeneration();
    expect(handlers.find(name)).toBeUndefined();
  });

  it('keeps the function of a subscription for good', () => {
    const handlers = new Handlers();
    const listener = () => undefined;
    const name = handlers.nameOfLastingHandler(listener);
    for (let drawn = 0; drawn < 100; drawn++) handlers.beginGeneration();
    expect(handlers.find(name)).toBe(listener);
  });
});

describe('what crosses the bridge', () => {
  const nameOf = () => 'f1';

  it('names functions at any depth', () => {
    const sent = serialize({ actions: [{ text: 'Open', onClick: () => undefined }] }, nameOf);
    expect(sent).toEqual({ actions: [{ text: 'Open', onClick: { remoteFunction: 'f1' } }] });
  });

  it('turns an element in a property into a document, with its text and fragments', () => {
    const element = createElement(
      'Text',
      { size: 'small' },
      'Hello ',
      createElement(Fragment, null, createElement('Strong', null, 'you')),
      false,
    );
    expect(serialize({ actions: element }, nameOf)).toMatchObject({
      actions: {
        remoteElement: {
          type: 'Text',
          props: { size: 'small' },
          children: [
            { type: 'String', props: { text: 'Hello ' } },
            {
              type: 'Fragment',
              children: [{ type: 'Strong', children: [{ type: 'String', props: { text: 'you' } }] }],
            },
          ],
        },
      },
    });
  });

  it('calls a component among the elements, and names the one that can not be drawn', () => {
    const Label = ({ text }: { text: string }) => createElement('Text', null, text);
    const Broken = () => {
      throw new Error('no hooks here');
    };
    const sent = serialize([createElement(Label, { text: 'Due' }), createElement(Broken)], nameOf);
    expect(sent).toMatchObject([
      { remoteElement: { children: [{ type: 'Text' }] } },
      {
        remoteElement: {
          type: 'UndrawableElement',
          props: { component: 'Broken', message: 'no hooks here' },
        },
      },
    ]);
  });

  it('distinguishes the functions of a page by their position', () => {
    const places: string[] = [];
    const button = (key: string) => ({
      type: 'Button',
      key,
      props: { onClick: () => undefined, menu: createElement('Text', { onClick: () => undefined }) },
      children: [],
    });
    serializeDoc(
      { type: 'Root', key: 'root', props: {}, children: [button('a'), button('b')] },
      (_handler, place) => {
        places.push(place);
        return place;
      },
    );
    expect(places).toEqual(['a.onClick', 'a.menu.onClick', 'b.onClick', 'b.menu.onClick']);
  });

  it('refuses a value that holds itself instead of sending it for ever', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => serialize(circle, nameOf)).toThrow('holds itself');
  });

  it('copies the document, which the app continues to change', () => {
    const doc = {
      type: 'Root',
      key: 'k',
      props: {},
      children: [{ type: 'Text', key: 't', props: { size: 'small' }, children: [] }],
    };
    const sent = serializeDoc(doc, nameOf);
    doc.children.length = 0;
    expect(sent.children).toHaveLength(1);
  });
});

describe("the page's history", () => {
  it('notifies its listeners and the shell of each move', () => {
    const moves: string[] = [];
    const history = new PageHistory(START, {
      onMove: (action, { pathname }) => moves.push(`${action} ${pathname}`),
      onGo: () => undefined,
    });
    history.listen((location, action) => moves.push(`heard ${action} ${location.pathname}`));
    history.push('/control/INF-03?tab=1');
    history.replace('/settings');
    expect(moves).toEqual([
      'PUSH /control/INF-03',
      'heard PUSH /control/INF-03',
      'REPLACE /settings',
      'heard REPLACE /settings',
    ]);
    expect(history.location.pathname).toBe('/settings');
  });

  it('does not notify the shell of moves that came from the shell', () => {
    const moves: string[] = [];
    const history = new PageHistory(START, { onMove: () => moves.push('told'), onGo: () => undefined });
    history.arrive({ ...START, pathname: '/back' });
    expect(moves).toEqual([]);
    expect(history.action).toBe('POP');
  });

  it('does not notify listeners that unsubscribed', () => {
    const listener: string[] = [];
    const history = new PageHistory(START, { onMove: () => undefined, onGo: () => undefined });
    const stop = history.listen(() => listener.push('heard'));
    stop();
    history.push('/control');
    expect(listener).toEqual([]);
  });
});
