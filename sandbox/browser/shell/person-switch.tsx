import Avatar from '@atlaskit/avatar';
import Button from '@atlaskit/button/new';
import CheckMarkIcon from '@atlaskit/icon/core/check-mark';
import ChevronDownIcon from '@atlaskit/icon/core/chevron-down';
import Popup from '@atlaskit/popup';
import { useState } from 'react';
import { type Person } from '../bench-port';
import { initialsImage } from './site/initials-image';

interface PersonSwitchProps {
  person: Person;
  people: readonly Person[];
  onPerson(person: Person): void;
}

/** Who sits in front of the browser; the app and the site see that person. */
export function PersonSwitch({ person, people, onPerson }: PersonSwitchProps) {
  const [isOpen, setOpen] = useState(false);
  const choose = (chosen: Person) => {
    setOpen(false);
    onPerson(chosen);
  };
  return (
    <Popup
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      placement="bottom-end"
      role="dialog"
      label="Switch user"
      content={() => (
        <div className="people-menu">
          <p className="people-menu-heading" id="who-you-are">
            View the site as
          </p>
          <ul aria-labelledby="who-you-are">
            {people.map(other => (
              <li key={other.accountId}>
                <button
                  type="button"
                  className="people-menu-item"
                  aria-pressed={other.accountId === person.accountId}
                  onClick={() => choose(other)}
                >
                  <Avatar size="small" src={initialsImage(other.accountId, other.name)} />
                  <span className="people-menu-words">
                    <span>{other.name}</span>
                    <span className="people-menu-role">{other.role}</span>
                  </span>
                  {other.accountId === person.accountId ? <CheckMarkIcon label="" /> : null}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      trigger={trigger => (
        <Button
          {...trigger}
          appearance="subtle"
          aria-label={`Viewing as ${person.name}`}
          isSelected={isOpen}
          iconAfter={ChevronDownIcon}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="person">
            <Avatar size="xsmall" src={initialsImage(person.accountId, person.name)} />
            <span className="person-name">{person.name}</span>
          </span>
        </Button>
      )}
    />
  );
}
