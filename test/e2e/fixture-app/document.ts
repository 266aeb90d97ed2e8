import { type DocNode } from '@forge/react';

/** One of every node and mark that work items of Jira use. */
export const DOCUMENT = {
  type: 'doc' as const,
  version: 1 as const,
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Your options' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Filter ' },
        { type: 'text', text: 'All open bugs', marks: [{ type: 'strong' }] },
        { type: 'text', text: ' is shared with the public, says ' },
        { type: 'mention', attrs: { id: 'ana', text: '@Ana Alvarez' } },
        { type: 'text', text: '. ' },
        { type: 'status', attrs: { text: 'Not met', color: 'red' } },
        { type: 'text', text: ' Due ' },
        { type: 'date', attrs: { timestamp: '1795132800000' } },
        { type: 'hardBreak' },
        { type: 'text', text: 'jql', marks: [{ type: 'code' }] },
        { type: 'text', text: ' and a ' },
        { type: 'text', text: 'link', marks: [{ type: 'link', attrs: { href: '/browse/SEC-38' } }] },
        { type: 'emoji', attrs: { shortName: ':lock:', text: '🔒' } },
      ],
    },
    {
      type: 'bulletList',
      content: [
        {
          type: 'listItem',
          content: [
            { type: 'paragraph', content: [{ type: 'text', text: 'Open the filter' }] },
            {
              type: 'orderedList',
              attrs: { order: 1 },
              content: [
                {
                  type: 'listItem',
                  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Change who sees it' }] }],
                },
              ],
            },
          ],
        },
      ],
    },
    {
      type: 'panel',
      attrs: { panelType: 'warning' },
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Anyone can read it.' }] }],
    },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: ['Filter', 'Owner'].map(text => ({
            type: 'tableHeader',
            attrs: {},
            content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
          })),
        },
        {
          type: 'tableRow',
          content: ['All open bugs', 'Lee Park'].map(text => ({
            type: 'tableCell',
            attrs: {},
            content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
          })),
        },
      ],
    },
    {
      type: 'blockquote',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Was meant for the press.' }] }],
    },
    { type: 'codeBlock', attrs: { language: 'sql' }, content: [{ type: 'text', text: 'project = PRESS' }] },
    { type: 'rule' },
    {
      type: 'expand',
      attrs: { title: 'Background' },
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Read on Tuesday at 14:02.' }] }],
    },
  ],
} as DocNode;
