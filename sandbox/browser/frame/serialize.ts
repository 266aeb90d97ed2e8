import { type ForgeDoc, isRecord } from '../protocol';
import { type Handler } from './handlers';

/** Names a function by what it is, or by where it stands: a component's key and the way to it from there. */
type HandlerNameOf = (handler: Handler, place: string) => string;

/** Shown in place of an element that can't be drawn; the shell's table has no such component and says so. */
const UNSUPPORTED_TYPES = 'UndrawableElement';

/**
 * A copy of `value` that `postMessage` can clone: functions become their names, React elements become documents, blobs
 * and dates stay.
 * @throws TypeError where the value holds itself.
 */
export function serialize(value: unknown, nameOf: HandlerNameOf): unknown {
  return new Serializer(nameOf).copy(value, 'value');
}

/** A copy of the page's document; the reconciler changes its own in place. */
export function serializeDoc(doc: ForgeDoc, nameOf: HandlerNameOf): ForgeDoc {
  return new Serializer(nameOf).doc(doc);
}

class Serializer {
  readonly #nameOf: HandlerNameOf;
  readonly #within = new Set<object>();

  constructor(nameOf: HandlerNameOf) {
    this.#nameOf = nameOf;
  }

  doc(doc: ForgeDoc): ForgeDoc {
    return {
      type: doc.type,
      key: doc.key,
      props: this.#record(doc.props, doc.key),
      children: doc.children.map(child => this.doc(child)),
    };
  }

  copy(value: unknown, place: string): unknown {
    if (isHandler(value)) return { remoteFunction: this.#nameOf(value, place) };
    if (typeof value === 'symbol') return String(value);
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Blob || value instanceof Date || value instanceof ArrayBuffer) return value;
    if (isElement(value)) return { remoteElement: this.#elementDoc(value, place) };
    if (value instanceof Error) return { name: value.name, message: value.message };
    if (this.#within.has(value))
      throw new TypeError('A value that holds itself can not be sent over the bridge');
    this.#within.add(value);
    const copied = Array.isArray(value)
      ? value.map((item, index) => this.copy(item, `${place}.${index}`))
      : this.#record(value, place);
    this.#within.delete(value);
    return copied;
  }

  #record(value: object, place: string): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.copy(item, `${place}.${key}`)]),
    );
  }

  #elementDoc(element: Element, place: string): ForgeDoc {
    const { type, props } = element;
    if (isHandler(type)) return this.#componentDoc(type, props, place);
    const { children, ...rest } = props;
    return {
      type: typeof type === 'string' ? type : 'Fragment',
      key: place,
      props: this.#record(rest, place),
      children: this.#childDocs(children, place),
    };
  }

  /** Elements in properties never reach the reconciler, so a component among them is called here; it can't use hooks. */
  #componentDoc(component: Handler, props: Record<string, unknown>, place: string): ForgeDoc {
    try {
      return { type: 'Fragment', key: place, props: {}, children: this.#childDocs(component(props), place) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return {
        type: UNSUPPORTED_TYPES,
        key: place,
        props: { component: component.name, message },
        children: [],
      };
    }
  }

  #childDocs(children: unknown, place: string): ForgeDoc[] {
    const list = Array.isArray(children) ? children : [children];
    return list.flatMap((child: unknown, index): ForgeDoc[] => {
      const at = `${place}.${isElement(child) && child.key !== null ? child.key : index}`;
      if (Array.isArray(child)) return this.#childDocs(child, at);
      if (isElement(child)) return [this.#elementDoc(child, at)];
      if (typeof child === 'string' || typeof child === 'number') {
        return [{ type: 'String', key: at, props: { text: String(child) }, children: [] }];
      }
      return [];
    });
  }
}

interface Element {
  type: unknown;
  key: string | null;
  props: Record<string, unknown>;
}

function isElement(value: unknown): value is Element {
  return isRecord(value) && typeof value.$$typeof === 'symbol' && isRecord(value.props);
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
