import '@atlaskit/css-reset';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import './shell.css';

const place = document.getElementById('shell');
if (place === null) throw new Error('The page has no place for the shell');
createRoot(place).render(<App />);
