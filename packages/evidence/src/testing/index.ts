export { NOW_S, savedEvidence, SIZE, type Saved, type SavedFile } from './saved.ts';
export { filmedEvidence, filmsOfTwoDates, twoFilms, type Filmed } from './filmed.ts';
export { savedVisit, type SavedVisit } from './visit.ts';
