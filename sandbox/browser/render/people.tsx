import Avatar from '@atlaskit/avatar';
import Comment, { CommentAction, CommentAuthor, CommentEdited, CommentTime } from '@atlaskit/comment';
import { Box, Inline, Text, xcss } from '@atlaskit/primitives';
import { type ReactNode, useEffect, useState } from 'react';
import { isRecord } from '../protocol';
import { type Directory, type ComponentNode, type SitePerson } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';

const usersStyles = xcss({ listStyle: 'none', margin: 'space.0', paddingInlineStart: 'space.075' });
const userStyles = xcss({ marginBlockStart: 'space.0', marginInlineStart: 'space.negative.075' });

export const people = {
  User: user => (
    <User
      key={user.key}
      accountId={user.text('accountId') ?? ''}
      hideName={user.flag('hideDisplayName') ?? false}
      directory={user.context.people}
    />
  ),
  UserGroup: group => (
    <Users
      key={group.key}
      accountIds={group.childNodes().flatMap(user => user.text('accountId') ?? [])}
      directory={group.context.people}
    />
  ),
  Comment: comment => (
    <Comment
      key={comment.key}
      avatar={comment.wrappedElements('avatar')}
      content={comment.wrappedElements('content')}
      {...withoutUndefined({
        id: comment.text('id'),
        author: wordOf(comment, 'author', (text, handler) => (
          <CommentAuthor {...clicked(handler)}>{text}</CommentAuthor>
        )),
        time: wordOf(comment, 'time', (text, handler) => (
          <CommentTime {...clicked(handler)}>{text}</CommentTime>
        )),
        edited:
          comment.text('edited') === undefined ? undefined : (
            <CommentEdited>{comment.text('edited')}</CommentEdited>
          ),
        actions: actions(comment, 'actions'),
        errorActions: actions(comment, 'errorActions'),
        type: comment.text('type'),
        restrictedTo: comment.text('restrictedTo'),
        savingText: comment.text('savingText'),
        isError: comment.flag('isError'),
        isSaving: comment.flag('isSaving'),
        highlighted: comment.flag('highlighted'),
        headingLevel: comment.oneOf('headingLevel', ['1', '2', '3', '4', '5', '6']),
        shouldRenderNestedCommentsInline: comment.flag('shouldRenderNestedCommentsInline'),
      })}
    >
      {comment
        .childNodes()
        .filter(({ doc }) => doc.type !== 'ContentWrapper')
        .map(({ doc, context }) => context.render(doc, context))}
    </Comment>
  ),
} satisfies ComponentRenderers;

type PersonState = SitePerson | 'gone' | undefined;

/** One who is not there any more, or never was; the site tells no difference. */
const FORMER_USER = 'Former user';

/** Someone of the site: undefined while the site is asked. */
export function useSitePerson(accountId: string, directory: Directory): PersonState {
  const [found, setFound] = useState<PersonState>();
  useEffect(() => {
    let isShown = true;
    const show = (person: SitePerson | undefined) => {
      if (isShown) setFound(person ?? 'gone');
    };
    directory.person(accountId).then(show, () => show(undefined));
    return () => {
      isShown = false;
    };
  }, [accountId, directory]);
  return found;
}

/** A person's face and name. */
export function User({
  accountId,
  hideName,
  directory,
}: {
  accountId: string;
  hideName: boolean;
  directory: Directory;
}) {
  const found = useSitePerson(accountId, directory);
  const name = found === undefined ? '' : found === 'gone' ? FORMER_USER : found.name;
  const avatar = (
    <Avatar
      size="small"
      {...withoutUndefined({
        src: found === 'gone' ? undefined : found?.avatarUrl,
        name: hideName ? name || undefined : undefined,
      })}
    />
  );
  if (hideName) return avatar;
  return (
    <Inline as="span" space="space.075" alignBlock="center">
      {avatar}
      <Text>{name}</Text>
    </Inline>
  );
}

/** Faces that overlap a little, names on hover. */
function Users({ accountIds, directory }: { accountIds: readonly string[]; directory: Directory }) {
  return (
    <Inline as="ul" xcss={usersStyles}>
      {accountIds.map(accountId => (
        <Box as="li" key={accountId} xcss={userStyles}>
          <User accountId={accountId} hideName directory={directory} />
        </Box>
      ))}
    </Inline>
  );
}

function clicked(handler: (() => void) | undefined) {
  return withoutUndefined({ onClick: handler });
}

/** A part of a comment that is a text, or a text that can be clicked. */
function wordOf(
  comment: ComponentNode,
  name: string,
  make: (text: string, handler: (() => void) | undefined) => ReactNode,
): ReactNode | undefined {
  const value = comment.raw(name);
  if (!isRecord(value)) return undefined;
  const word = comment.nested(value, name);
  const handler = word.handler('onClick');
  return make(word.text('text') ?? '', handler && (() => handler()));
}

function actions(comment: ComponentNode, name: string): ReactNode[] | undefined {
  return comment.list(name)?.flatMap((value, index) => {
    if (!isRecord(value)) return [];
    const action = comment.nested(value, String(index));
    const handler = action.handler('onClick');
    return [
      <CommentAction key={index} {...clicked(handler && (() => handler()))}>
        {action.text('text')}
      </CommentAction>,
    ];
  });
}
