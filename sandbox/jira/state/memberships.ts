const none: ReadonlySet<string> = new Set<string>();

/** Who is in which group, both ways round. A change is one pair, however large the group is. */
export class Memberships {
  readonly #members = new Map<string, Set<string>>();
  readonly #groups = new Map<string, Set<string>>();
  readonly #changed = new Map<string, { groupId: string; accountId: string; member: boolean }>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Account ids, in the order in which they joined. */
  membersOf(groupId: string): ReadonlySet<string> {
    return this.#members.get(groupId) ?? none;
  }

  /** Group ids. */
  groupsOf(accountId: string): ReadonlySet<string> {
    return this.#groups.get(accountId) ?? none;
  }

  has(groupId: string, accountId: string): boolean {
    return this.membersOf(groupId).has(accountId);
  }

  /** What the generator lays down. */
  seed(groupId: string, accountId: string): void {
    setOf(this.#members, groupId).add(accountId);
    setOf(this.#groups, accountId).add(groupId);
  }

  add(groupId: string, accountId: string): void {
    this.seed(groupId, accountId);
    this.#note(groupId, accountId, true);
  }

  remove(groupId: string, accountId: string): void {
    this.#members.get(groupId)?.delete(accountId);
    this.#groups.get(accountId)?.delete(groupId);
    this.#note(groupId, accountId, false);
  }

  restore(groupId: string, accountId: string, member: boolean): void {
    if (member) this.seed(groupId, accountId);
    else {
      this.#members.get(groupId)?.delete(accountId);
      this.#groups.get(accountId)?.delete(groupId);
    }
  }

  takeChanges(): { groupId: string; accountId: string; member: boolean }[] {
    const changes = [...this.#changed.values()];
    this.#changed.clear();
    return changes;
  }

  #note(groupId: string, accountId: string, member: boolean): void {
    this.#changed.set(`${groupId} ${accountId}`, { groupId, accountId, member });
    this.#onChange();
  }
}

function setOf(map: Map<string, Set<string>>, key: string): Set<string> {
  const known = map.get(key);
  if (known) return known;
  const fresh = new Set<string>();
  map.set(key, fresh);
  return fresh;
}
