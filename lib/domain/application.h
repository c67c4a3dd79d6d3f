/* application.h: what the rooms of applications share. */
#ifndef DOMAIN_APPLICATION_H
#define DOMAIN_APPLICATION_H

#include "domain.h"

/* What files write for a decision, and for what a reviewer recommends. */
#define ALIASES_ACCEPT                                                                                                       \
	"Accepted|Approve|Approved|Yes|"                                                                                     \
	"Αποδοχή|Αποδεκτή|Αποδεκτός|Αποδεκτό|Δεκτή|Δεκτός|Έγινε δεκτή|" \
	"Έγινε αποδεκτή|Έγκριση|Εγκρίθηκε|Εγκρίνεται|Ναι|"                         \
	"Annehmen|Angenommen|Annahme|Zusage|Zugesagt|Ja|"                                                                    \
	"Aceptar|Aceptada|Aceptado|Admitida|Admitido|Aprobada|Sí|"                                                          \
	"Přijmout|Přijato|Přijat|Přijata|Přijetí|Schváleno|Ano|"                                                      \
	"Accepter|Acceptée|Accepté|Admise|Retenue|Oui|"                                                                    \
	"Aannemen|Aangenomen|Geaccepteerd|Toegelaten|Goedgekeurd"
#define ALIASES_REJECT                                                                                                 \
	"Rejected|Not accepted|Declined|Refused|No|"                                                                   \
	"Απόρριψη|Απορρίφθηκε|Απορρίπτεται|Απορριπτέα|Μη αποδεκτή|" \
	"Δεν έγινε δεκτή|Όχι|"                                                                         \
	"Ablehnen|Abgelehnt|Ablehnung|Absage|Abgesagt|Nein|"                                                           \
	"Rechazar|Rechazada|Rechazado|Denegada|No admitida|No aceptada|"                                               \
	"Zamítnout|Zamítnuto|Zamítnut|Zamítnuta|Zamítnutí|Odmítnout|"                                           \
	"Odmítnuto|Nepřijato|Ne|"                                                                                    \
	"Refuser|Refusée|Refusé|Rejetée|Rejeté|Non retenue|Non|"                                                   \
	"Afwijzen|Afgewezen|Afwijzing|Geweigerd|Nee"

/* Submitted or in review? */
bool application_is_open(const char *state);

/*
 * Make an open application "accepted", "rejected" or "withdrawn", with all that follows.  *person
 * (may be NULL): who the applicant became.  The decision itself is kept by whoever asks.
 */
enum qser_status application_become(
	struct qser *q, int64_t id, const char *state, const char *reason, int64_t *person) _check_;

/* The form that such an application is made with: of the organisation it goes to and of its kind,
 * else the general one. *form 0: there is none that is active. */
enum qser_status application_form(struct qser *q, int64_t application, int64_t *form) _check_;

/* Does every picture hold what its hash says?  fn gets a line a finding. */
enum qser_status pictures_verify(struct qser *q, struct findings *f) _check_;

#endif
