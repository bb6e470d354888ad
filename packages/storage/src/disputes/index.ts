export { addEvidence, evidenceOf } from './addEvidence.js'
export { Evidence, type EvidenceFile } from './Evidence.js'
export { PanelSeat } from './PanelSeat.js'
export { recordPanel, type SeenDispute, seatOf, seatsOf } from './panelSeats.js'
