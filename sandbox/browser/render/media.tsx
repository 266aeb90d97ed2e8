import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import Tag, { SimpleTag } from '@atlaskit/tag';
import TagGroup from '@atlaskit/tag-group';
import Tile from '@atlaskit/tile';
import { token } from '@atlaskit/tokens';
import { type ComponentProps } from 'react';
import { type ComponentNode } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';
import { iconNamed } from './icons';
import { ObjectIcon, ObjectTile } from './objects';
import { Problem } from './problem';

type TokenName = Parameters<typeof token>[0];
type TagColor = NonNullable<ComponentProps<typeof SimpleTag>['color']>;
type TileBackground = NonNullable<ComponentProps<typeof Tile>['backgroundColor']>;

/** Widths of the named sizes of an image, in pixels. */
const IMAGE_WIDTHS = { xsmall: 100, small: 200, medium: 400, large: 600, xlarge: 800 };

const TILE_SIZES = ['xxsmall', 'xsmall', 'small', 'medium', 'large', 'xlarge'] as const;

export const media = {
  Icon: icon => <NamedIcon key={icon.key} icon={icon} />,
  AtlassianIcon: icon => (
    <ObjectIcon
      key={icon.key}
      glyph={icon.text('glyph') ?? ''}
      label={icon.text('label')}
      size={icon.oneOf('size', ['small', 'medium']) ?? 'medium'}
    />
  ),
  AtlassianTile: tile => (
    <ObjectTile
      key={tile.key}
      glyph={tile.text('glyph') ?? ''}
      label={tile.text('label')}
      isBold={tile.flag('isBold') ?? false}
      size={tile.oneOf('size', TILE_SIZES) ?? 'medium'}
    />
  ),
  Tile: tile => (
    <Tile
      key={tile.key}
      label={tile.text('label') ?? ''}
      {...withoutUndefined({
        backgroundColor: tile.text('backgroundColor') as TileBackground | undefined,
        size: tile.oneOf('size', TILE_SIZES),
        hasBorder: tile.flag('hasBorder'),
        isInset: tile.flag('isInset'),
        testId: tile.text('testId'),
      })}
    >
      {tile.children()}
    </Tile>
  ),
  Image: image => <LocalImage key={image.key} image={image} />,
  Tag: tag => {
    const removed = tag.handler('onAfterRemoveAction');
    const shared = {
      text: tag.text('text') ?? '',
      ...withoutUndefined({
        appearance: tag.oneOf('appearance', ['default', 'rounded']),
        color: tag.text('color') as TagColor | undefined,
        elemBefore: tag.element('elemBefore'),
        href: tag.text('href') === undefined ? undefined : tag.context.hrefOf(tag.text('href') ?? ''),
        testId: tag.text('testId'),
      }),
    };
    if (tag.flag('isRemovable') === false || removed === undefined)
      return <SimpleTag key={tag.key} {...shared} />;
    return (
      <Tag
        key={tag.key}
        {...shared}
        removeButtonLabel={tag.text('removeButtonLabel') ?? `Remove ${shared.text}`}
        onAfterRemoveAction={(text: string) => removed(text)}
      />
    );
  },
  TagGroup: group => (
    <TagGroup key={group.key} alignment={group.oneOf('alignment', ['start', 'end']) ?? 'start'}>
      {group.children()}
    </TagGroup>
  ),
  Breadcrumbs: breadcrumbs => {
    const expanded = breadcrumbs.handler('onExpand');
    return (
      <Breadcrumbs
        key={breadcrumbs.key}
        {...withoutUndefined({
          defaultExpanded: breadcrumbs.flag('defaultExpanded'),
          isExpanded: breadcrumbs.flag('isExpanded'),
          maxItems: breadcrumbs.number('maxItems'),
          itemsBeforeCollapse: breadcrumbs.number('itemsBeforeCollapse'),
          itemsAfterCollapse: breadcrumbs.number('itemsAfterCollapse'),
          label: breadcrumbs.text('label'),
          ellipsisLabel: breadcrumbs.text('ellipsisLabel'),
          testId: breadcrumbs.text('testId'),
          onExpand: expanded && (() => expanded()),
        })}
      >
        {breadcrumbs.children()}
      </Breadcrumbs>
    );
  },
  BreadcrumbsItem: item => {
    const handler = item.handler('onClick');
    const href = item.text('href');
    return (
      <BreadcrumbsItem
        key={item.key}
        text={item.text('text') ?? ''}
        onClick={event => {
          handler?.();
          if (href === undefined || event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          item.context.openLink(href, item.text('target') === '_blank');
        }}
        {...withoutUndefined({
          href: href === undefined ? undefined : item.context.hrefOf(href),
          target: item.oneOf('target', ['_blank', '_self']),
          truncationWidth: item.number('truncationWidth'),
          testId: item.text('testId'),
        })}
      />
    );
  },
} satisfies ComponentRenderers;

function NamedIcon({ icon }: { icon: ComponentNode }) {
  const glyph = icon.text('glyph') ?? '';
  const Glyph = iconNamed(glyph);
  const color = icon.text('color') ?? icon.text('primaryColor');
  if (Glyph === undefined) return <Problem title={`Unknown icon: ${glyph}`} />;
  return (
    <Glyph
      label={icon.text('label') ?? ''}
      size={icon.text('size') === 'small' ? 'small' : 'medium'}
      // A name that no token has shows as Atlaskit shows it: as the colour around it.
      color={color === undefined ? 'currentColor' : token(color as TokenName)}
    />
  );
}

/** The sandbox loads nothing from elsewhere, so an image from there is named instead of shown. */
function LocalImage({ image }: { image: ComponentNode }) {
  const src = image.text('src') ?? '';
  if (!/^(data:|\/(?!\/))/.test(src))
    return <Problem title="Image from another site" detail={`The sandbox does not load ${src}`} />;
  const size = image.oneOf('size', ['xsmall', 'small', 'medium', 'large', 'xlarge']);
  const width =
    image.number('width') ?? image.text('width') ?? (size === undefined ? undefined : IMAGE_WIDTHS[size]);
  return (
    <img
      src={src}
      alt={image.text('alt') ?? ''}
      {...withoutUndefined({ width, height: image.number('height') ?? image.text('height') })}
    />
  );
}
