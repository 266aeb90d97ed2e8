import { adfNode, adfText, plainDocument } from '../../../sandbox/browser/adf/adf-node';
import { displayCondition } from '../../../sandbox/browser/shell/work-items/display-condition';
import { linearScale } from '../../../sandbox/browser/render/charts/scale';

describe('a document of the site', () => {
  it('is read tolerantly: what is missing is empty', () => {
    expect(adfNode({ type: 'paragraph' })).toEqual({
      type: 'paragraph',
      attrs: {},
      content: [],
      marks: [],
      text: '',
    });
  });

  it('is none if it has no type', () => {
    expect(adfNode('plain text')).toBeUndefined();
  });

  it('gives back the text that was typed, line by line', () => {
    const doc = adfNode(plainDocument('Fixed.\n\nThank you'));
    expect(doc?.content.map(adfText)).toEqual(['Fixed.', '', 'Thank you']);
  });
});

describe('the display conditions of a panel', () => {
  it('holds a panel without any', () => {
    expect(displayCondition(undefined)).toEqual({ kind: 'always' });
  });

  it("knows the work item's property", () => {
    const conditions = { entityPropertyExists: { entity: 'issue', propertyKey: 'shared-responsibility' } };
    expect(displayCondition(conditions)).toEqual({
      kind: 'has-property',
      propertyKey: 'shared-responsibility',
    });
  });

  it.each([
    [{ userIsAdmin: true }, ['userIsAdmin']],
    [{ entityPropertyExists: { entity: 'project', propertyKey: 'x' } }, ['entityPropertyExists']],
    [{ and: [], or: [] }, ['and', 'or']],
  ])('names those that it can not judge: %j', (conditions, names) => {
    expect(displayCondition(conditions)).toEqual({ kind: 'unsupported', names });
  });
});

describe("a chart's scale", () => {
  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [40, [0, 10, 20, 30, 40]],
    [1234, [0, 500, 1000, 1500]],
  ])('shows %d with round steps', (highest, ticks) => {
    expect(linearScale(highest, 0, 100).ticks).toEqual(ticks);
  });

  it('puts nothing at one end and the last tick at the other', () => {
    const scale = linearScale(7, 200, 20);
    expect([scale.at(0), scale.at(8)]).toEqual([200, 20]);
  });
});
