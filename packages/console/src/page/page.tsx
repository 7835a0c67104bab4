import './page.css';
import { render } from 'preact';
import { App } from './app.tsx';
import { connect } from './state/live.ts';
import { readSession } from './state/session.ts';

const root = document.querySelector('#page');
if (root !== null) {
  root.replaceChildren();
  render(<App />, root);
  connect();
  void readSession();
}
