import '@latchkey/web-kit/styles.css';
import './verify.css';
import { openPage } from '@latchkey/web-kit';
import { App } from './app.tsx';

// A page that was saved is its own copy already.
openPage(<App copy={location.protocol === 'file:' ? undefined : './latchkey-verify.html'} />);
