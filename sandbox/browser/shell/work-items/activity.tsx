import Avatar from '@atlaskit/avatar';
import Button from '@atlaskit/button/new';
import Comment, { CommentAuthor, CommentTime } from '@atlaskit/comment';
import Heading from '@atlaskit/heading';
import { Inline, Stack } from '@atlaskit/primitives';
import TextArea from '@atlaskit/textarea';
import { type ChangeEvent, useState } from 'react';
import { plainDocument } from '../../adf/adf-node';
import { User } from '../../render/people';
import { Problem } from '../../render/problem';
import { useShell } from '../shell-context';
import { initialsImage } from '../site/initials-image';
import { RelativeTime } from '../times';
import { JiraText } from './jira-text';
import { addComment, type Comment as JiraComment, type WorkItem } from './work-item';

/** The comments, oldest first, and the box for another one. */
export function Activity({ item, onCommented }: { item: WorkItem; onCommented(): void }) {
  const comments = item.fields.comment?.comments ?? [];
  return (
    <Stack space="space.200">
      <Heading size="small" as="h2">
        Comments
      </Heading>
      {comments.length === 0 ? <p className="subtle">No comments yet</p> : null}
      {comments.map(comment => (
        <OneComment key={comment.id} comment={comment} />
      ))}
      <CommentBox itemKey={item.key} onCommented={onCommented} />
    </Stack>
  );
}

function OneComment({ comment }: { comment: JiraComment }) {
  const { people } = useShell();
  const author = comment.author?.displayName ?? 'Former user';
  return (
    <Comment
      avatar={
        comment.author ? (
          <User accountId={comment.author.accountId} hideName directory={people} />
        ) : (
          <Avatar size="small" />
        )
      }
      author={<CommentAuthor>{author}</CommentAuthor>}
      time={
        <CommentTime>
          <RelativeTime at={comment.created} />
        </CommentTime>
      }
      content={<JiraText document={comment.body} />}
    />
  );
}

function CommentBox({ itemKey, onCommented }: { itemKey: string; onCommented(): void }) {
  const { site, person } = useShell();
  const [text, setText] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async () => {
    setSaving(true);
    setProblem(undefined);
    try {
      await addComment(site, itemKey, plainDocument(text.trim()));
      setText('');
      onCommented();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Inline space="space.150" alignBlock="start">
      <Avatar size="small" src={initialsImage(person.accountId, person.name)} />
      <div className="comment-box">
        <Stack space="space.100">
          <TextArea
            aria-label="Add a comment"
            placeholder="Add a comment"
            value={text}
            minimumRows={2}
            resize="smart"
            onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setText(event.currentTarget.value)}
          />
          {problem === undefined ? null : <Problem title="Jira rejected the comment" detail={problem} />}
          <Inline>
            <Button
              appearance="primary"
              isDisabled={text.trim() === ''}
              isLoading={isSaving}
              onClick={() => void save()}
            >
              Comment
            </Button>
          </Inline>
        </Stack>
      </div>
    </Inline>
  );
}
