---------------------------- MODULE CallbackRelay ----------------------------
(***************************************************************************)
(* The protocol by which requester and relay keep the promises of          *)
(* docs/promises.md: the rows of the callbacks table, the messages of the  *)
(* relay queue, and everybody who works on them. One action is one call to *)
(* AWS, which takes effect at one instant; between any two of them whatever *)
(* makes them may crash. `@code` names the function that carries the       *)
(* action, or the decision, out; a test holds these lines to the code.     *)
(*                                                                         *)
(* Left out: heartbeats (they claim nothing and change no row), batches    *)
(* and quotas (no row knows of them), the memory's limit of a hundred      *)
(* events, the room on a parked row, one event ID with two contents, and   *)
(* the dead-letter queue (a redriven message is one that comes back).      *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, TLC

CONSTANTS
  Events,        \* result events
  Openings,      \* 1..N: callbacks, in the order in which their tasks start
  Handlers,      \* handlings of a message at the same time
  KeyOf,         \* [Openings -> key]: the correlation ID, one key for all where it is a business key
  Business,      \* whether the keys are business keys
  TaskOf,        \* [Openings -> task]: openings of one task are its retries
  AnswersTo,     \* [Events -> key]
  SaidBy,        \* [Events -> what it says]: its fingerprint
  Allowed,       \* events of who may answer
  Broken,        \* events that break the contract: they fail their task
  MaxFaults,     \* crashes, lost answers and refused calls, together
  MaxDuplicates, \* deliveries beyond the first
  MayCrash,      \* whether faults may be crashes
  MayTimeOut,    \* whether tasks may time out
  MayEnd,        \* whether executions may be ended
  Mutant         \* "none", or the name of a fault that must be caught

VARIABLES
  row,        \* [key -> row of the callbacks table]
  newest,     \* [task -> newest opening that recordAttempt has written, 0: none]
  task,       \* [Openings -> "unstarted", "waiting", "ended"]: Step Functions
  outcome,    \* [Openings -> the event that Step Functions took, or "none"]
  sent,       \* [Openings -> events that Step Functions was called for]
  overdue,    \* openings whose deadline on the row has passed
  ended,      \* executions (one a task) that have ended
  requester,  \* [Openings -> where the requester is in openCallback]
  requested,  \* openings whose request was sent to the worker
  published,  \* events on the bus, so far
  messages,   \* what the relay queue holds
  hidden,     \* events whose message is invisible until their parked time is up
  handler,    \* [Handlers -> where the relay is with a message]
  verdicts,       \* [Events -> verdicts that were published or logged]
  gone,       \* events that were dealt with before their row expired, and are too old to come again
  cancellations, \* openings for which Callback Cancelled was published
  faults, duplicates \* how many there have been

vars == <<row, newest, task, outcome, sent, overdue, ended, requester, requested, published, messages, hidden,
          handler, verdicts, gone, cancellations, faults, duplicates>>

stepFunctions == <<task, outcome, sent, overdue, ended>>
requesters    == <<requester, requested, newest>>

Keys     == {KeyOf[o] : o \in Openings}
Tasks    == {TaskOf[o] : o \in Openings}
Attempt(o) == Cardinality({p \in Openings : p < o /\ TaskOf[p] = TaskOf[o]})
Claims   == 1..(Cardinality(Handlers) + MaxFaults + 3)
Opened(o) == [kind |-> "opened", of |-> o]
Ended(t)  == [kind |-> "ended", of |-> t]
Result(e) == [kind |-> "result", of |-> e]

----------------------------------------------------------------------------
(* The row: the type CallbackRow. `token` is there or not; `over` are the parked results whose time is up. *)

noAnswer == [verdict |-> "none", presumedBy |-> 0]
noRow == [state |-> "none", opening |-> 0, token |-> FALSE, answeredBy |-> "none", attempts |-> {},
          answers |-> [e \in Events |-> noAnswer], parked |-> {}, over |-> {}, expires |-> TRUE]

answerTo(r, e) == r.answers[e].verdict                                       \* @code answerTo
answered(r, e, v, c) == [r.answers EXCEPT ![e] = [verdict |-> v, presumedBy |-> c]]
unanswered(r, e) == [r.answers EXCEPT ![e] = noAnswer]
isOpen(r) == r.state \in {"waiting", "settling"}
mayAnswer(e) == e \in Allowed \/ Mutant = "answers-without-a-source-check"   \* @code mayAnswer

(* Each write is the row afterwards, or noRow's stand-in "refused" where its condition does not hold. *)
refused == [noRow EXCEPT !.state = "refused"]
If(condition, r) == IF condition THEN r ELSE refused

waitsNoMore(r, o) == TaskOf[r.opening] = TaskOf[o] \/ r.opening \in overdue
(* Of a business key: closed, of an earlier attempt or past its deadline, and in each case of an earlier opening. *)
isReopenable(r, o) ==                                                                        \* @code isReopenable
  \/ r.state = "waiting" /\ r.opening = o
  \/ /\ Business \/ Mutant = "reuses-the-correlation-id-on-a-retry"
     /\ r.opening < o \/ (r.opening # o /\ Mutant = "opens-over-a-newer-attempt")
     /\ r.state \in {"settled", "cancelled"} \/ (isOpen(r) /\ waitsNoMore(r, o))
waiting(r, o) == [r EXCEPT !.state = "waiting", !.opening = o, !.token = TRUE, !.answeredBy = "none",
                           !.attempts = {}, !.expires = TRUE]
(* The code opens a row over results that were all taken off again with openedOverParked: the same, and one notice more. *)
opened(r, o) == If(r.state = "none" \/ (isReopenable(r, o) /\ r.parked = {}), waiting(r, o)) \* @code opened
openedOverParked(r, o) == If(r.state = "parked" \/ isReopenable(r, o), waiting(r, o))        \* @code openedOverParked
ourOpening(r, o) == r.state \notin {"none", "parked"} /\ r.opening = o                       \* @code ourOpening

isClaimable(r, e) ==
  \/ r.state = "waiting" /\ answerTo(r, e) = "none"
  \/ r.state = "settling" /\ (r.answeredBy = e \/ Mutant = "claims-without-the-condition")
claimed(r, e, c) == If(isOpen(r) /\ mayAnswer(e) /\ isClaimable(r, e),                        \* @code claimed
  [r EXCEPT !.state = "settling", !.answeredBy = e, !.attempts = @ \cup {c},
            !.answers = answered(r, e, "delivered", c)])
parkedRow(r, e) == If(r.state = "none",                                                      \* @code parked
  [noRow EXCEPT !.state = "parked", !.parked = {e}, !.expires = (Mutant # "parks-for-ever")])
parkedBeside(r, e) == If(r.state = "parked" /\ e \notin r.parked /\ answerTo(r, e) = "none",    \* @code parkedBeside
  [r EXCEPT !.parked = @ \cup {e}])
unclaimed(r, e) == If(r.state = "parked" /\ e \in r.parked,                                  \* @code unclaimed
  [r EXCEPT !.parked = @ \ {e}, !.over = @ \ {e}, !.answers = answered(r, e, IF e \in Broken THEN "invalid" ELSE "unclaimed", 0)])
settledRow(r, e, v) == [r EXCEPT !.state = "settled", !.answeredBy = e, !.attempts = {},     \* @code settledRow
  !.parked = {}, !.over = {}, !.token = (Mutant = "keeps-the-token-of-a-settled-row"), !.answers = answered(r, e, v, 0)]
closed(r, e, c, v, o, alone) == If(                                                          \* @code closed
  /\ r.state = "settling" /\ r.answeredBy = e
  /\ r.opening = o \/ Mutant = "closes-another-opening"
  /\ alone => (r.attempts = {c} \/ Mutant \in {"closes-beside-another-claim", "takes-every-time-out-as-late"}), settledRow(r, e, v))
markedUnsent(r, e, c) == If(r.state = "settling" /\ r.answeredBy = e /\ r.attempts = {c},    \* @code markedUnsent
  [r EXCEPT !.attempts = {}, !.answers = unanswered(r, e)])
withdrawn(r, e, c) == If(                                                                    \* @code withdrawn
  ~(r.state = "settling" /\ r.answeredBy = e) /\ answerTo(r, e) # "none" /\ r.answers[e].presumedBy = c,
  [r EXCEPT !.answers = unanswered(r, e)])
remembered(r, e, v, state, o, c) == If(                                                      \* @code remembered
  /\ r.state = state /\ r.opening = o /\ ~(state = "parked" /\ e \in r.parked)
  /\ IF c = 0 THEN answerTo(r, e) = "none" ELSE answerTo(r, e) # "none" /\ r.answers[e].presumedBy = c,
  [r EXCEPT !.answers = answered(r, e, v, 0)])
cancelledRow(r, t) == If(r.state = "waiting" /\ TaskOf[r.opening] = t,                       \* @code cancelled
  [r EXCEPT !.state = "cancelled", !.token = FALSE, !.parked = {}, !.over = {}])

----------------------------------------------------------------------------
(* What a result means for the row as it is: the acts of `decide`. *)

verdictIs(v) == [act |-> "verdict", verdict |-> v, remember |-> FALSE]
act(a) == [act |-> a, verdict |-> "none", remember |-> FALSE]
compare(first, e, remember) ==
  [act |-> "verdict", verdict |-> IF SaidBy[first] = SaidBy[e] THEN "duplicate" ELSE "conflicting", remember |-> remember]

(* A claim corrects its presumption for a minute at most: as long as its maker lives. *)
isCorrectable(c) == \E h \in Handlers : handler[h].claim = c

decideBroken(r, e) ==                                                                        \* @code decideBroken
  LET isKnown == answerTo(r, e) # "none"
      isToRemember == Business /\ mayAnswer(e) /\ ~isKnown /\ Mutant # "forgets-a-broken-result" IN
  IF r.state # "parked" THEN
    IF isOpen(r) /\ mayAnswer(e) /\ isClaimable(r, e) THEN act("claim")
    ELSE [act |-> "verdict", verdict |-> "invalid", remember |-> isToRemember]
  ELSE IF isKnown THEN verdictIs("invalid")
  ELSE IF e \notin r.parked THEN act("park-beside")
  ELSE IF e \in r.over THEN act("unclaim") ELSE act("stay-parked")

decide(r, e) ==                                                                              \* @code decide
  LET isItsClaim == r.state = "settling" /\ r.answeredBy = e IN
  IF r.state = "none" THEN act("park")
  ELSE IF e \in Broken THEN decideBroken(r, e)
  ELSE IF answerTo(r, e) # "none" /\ ~isItsClaim THEN
    IF r.answers[e].presumedBy # 0 /\ isCorrectable(r.answers[e].presumedBy) /\ Mutant # "believes-every-presumption"
    THEN act("retry-later") ELSE verdictIs(answerTo(r, e))
  ELSE IF r.state = "parked" THEN
    IF e \notin r.parked THEN act("park-beside")
    ELSE IF e \in r.over THEN act("unclaim") ELSE act("stay-parked")
  ELSE IF ~mayAnswer(e) THEN verdictIs("forbidden")
  ELSE CASE r.state = "waiting" -> act("claim")
         [] r.state \in {"settling", "settled"} ->
              IF isItsClaim THEN act("claim") ELSE compare(r.answeredBy, e, Business)
         [] r.state = "cancelled" -> [act |-> "verdict", verdict |-> "cancelled", remember |-> Business]

----------------------------------------------------------------------------
(* Faults: "lost" takes effect and no answer is heard, "crash" takes effect and the caller dies with its answer, *)
(* "refused" has no effect (a throttle, a refused connection, or a crash before the call). *)

Fates == {"answered", "lost", "refused"} \cup (IF MayCrash THEN {"crash"} ELSE {})
Fault(fate) == IF fate = "answered" THEN faults' = faults ELSE faults < MaxFaults /\ faults' = faults + 1
hasEffect(fate) == fate # "refused"

----------------------------------------------------------------------------
(* The requester: openCallback, one opening an invocation. *)

idle == [pc |-> "idle", message |-> [kind |-> "none", of |-> 0], event |-> "none", claim |-> 0, unsure |-> FALSE,
         before |-> <<>>, verdict |-> "none", state |-> "none", opening |-> 0]

InOpening(o, pc) == requester[o].pc = pc
RequesterGoes(o, pc) == requester' = [requester EXCEPT ![o].pc = pc]
(* The function fails, and with it the attempt of the task; its Retry starts the next one. *)
RequesterFails(o) ==
  /\ RequesterGoes(o, "failed")
  /\ task' = [task EXCEPT ![o] = "ended"]
  /\ UNCHANGED <<outcome, sent, overdue, ended>>

firstStep(o) == IF Mutant = "sends-the-request-before-it-opens" THEN "send" ELSE IF Attempt(o) > 0 THEN "record" ELSE "open"
StartTask(o) ==
  /\ task[o] = "unstarted" /\ TaskOf[o] \notin ended
  /\ Attempt(o) > 0 => (task[o - 1] = "ended" /\ outcome[o - 1] = "none")
  /\ \A p \in Openings : p < o => task[p] # "unstarted"
  /\ task' = [task EXCEPT ![o] = "waiting"]
  /\ requester' = [requester EXCEPT ![o] = [pc |-> firstStep(o), round |-> 1]]
  /\ UNCHANGED <<row, newest, outcome, sent, overdue, ended, requested, published, messages, handler, verdicts, gone, cancellations, faults, duplicates, hidden>>

afterOpening(o) == IF Mutant = "sends-the-request-before-it-opens" THEN "done" ELSE "send"

(* One write of the opening: `after` is the row, `whenDone` and `whenRefused` where the requester goes on. A lost *)
(* answer is sent again by the SDK, or fails the function.                                                        *)
OpeningWrite(o, after, whenDone, whenRefused) == \E fate \in Fates :
  LET k == KeyOf[o]
      isDone == after.state # "refused" IN
  /\ Fault(fate)
  /\ row' = IF hasEffect(fate) /\ isDone THEN [row EXCEPT ![k] = after] ELSE row
  /\ \/ fate = "answered" /\ RequesterGoes(o, IF isDone THEN whenDone ELSE whenRefused) /\ UNCHANGED stepFunctions
     \/ fate = "lost" /\ UNCHANGED <<requester, task, outcome, sent, overdue, ended>>
     \/ fate # "answered" /\ (IF Mutant = "goes-on-when-the-opening-fails" /\ fate # "crash"
                              THEN RequesterGoes(o, whenDone) /\ UNCHANGED stepFunctions ELSE RequesterFails(o))
  /\ UNCHANGED <<newest, requested, published, messages, handler, verdicts, gone, cancellations, duplicates, hidden>>

Open(o) == InOpening(o, "open") /\ OpeningWrite(o, opened(row[KeyOf[o]], o), afterOpening(o), "openOverParked") \* @code openRow
OpenOverParked(o) == InOpening(o, "openOverParked") /\ OpeningWrite(o, openedOverParked(row[KeyOf[o]], o), \* @code openRow
  IF Mutant = "does-not-look-after-opening" THEN afterOpening(o) ELSE "notice", "isOurOpening")
IsOurOpening(o) ==                                                                                     \* @code openRow
  /\ InOpening(o, "isOurOpening")
  /\ \E fate \in Fates :
     /\ Fault(fate)
     /\ IF fate # "answered" THEN RequesterFails(o)
        ELSE IF ourOpening(row[KeyOf[o]], o) THEN RequesterGoes(o, "answered") /\ UNCHANGED stepFunctions
        ELSE IF Business /\ requester[o].round = 1 THEN requester' = [requester EXCEPT ![o] = [pc |-> "open", round |-> 2]] /\ UNCHANGED stepFunctions
        ELSE RequesterFails(o)
  /\ UNCHANGED <<row, newest, requested, published, messages, handler, verdicts, gone, cancellations, duplicates, hidden>>
PublishOpened(o) ==                                                                                    \* @code openCallback
  /\ InOpening(o, "notice") \/ InOpening(o, "answered")
  /\ \E fate \in Fates :
     /\ Fault(fate)
     /\ messages' = IF hasEffect(fate) THEN messages \cup {Opened(o)} ELSE messages
     /\ IF fate = "answered" THEN RequesterGoes(o, IF requester[o].pc = "answered" THEN "done" ELSE afterOpening(o)) /\ UNCHANGED stepFunctions
        ELSE RequesterFails(o)
  /\ UNCHANGED <<row, newest, requested, published, handler, verdicts, gone, cancellations, duplicates, hidden>>
(* An attempt that is not the newest of its chain any more, or of an ambiguous chain, opens as new work: it fails here. *)
RecordAttempt(o) ==                                                                                    \* @code attemptRecorded
  /\ InOpening(o, "record")
  /\ \E fate \in Fates :
     /\ Fault(fate)
     /\ newest' = IF hasEffect(fate) /\ newest[TaskOf[o]] < o THEN [newest EXCEPT ![TaskOf[o]] = o] ELSE newest
     /\ IF fate = "answered" /\ newest[TaskOf[o]] <= o THEN RequesterGoes(o, "open") /\ UNCHANGED stepFunctions ELSE RequesterFails(o)
  /\ UNCHANGED <<row, requested, published, messages, handler, verdicts, gone, cancellations, duplicates, hidden>>
SendRequest(o) ==                                                                                      \* @code openCallback
  /\ InOpening(o, "send")
  /\ \E fate \in Fates :
     /\ Fault(fate)
     /\ requested' = IF hasEffect(fate) THEN requested \cup {o} ELSE requested
     /\ IF fate = "answered"
        THEN RequesterGoes(o, IF Mutant = "sends-the-request-before-it-opens" THEN "open" ELSE "done") /\ UNCHANGED stepFunctions
        ELSE RequesterFails(o)
  /\ UNCHANGED <<row, newest, published, messages, handler, verdicts, gone, cancellations, duplicates, hidden>>

----------------------------------------------------------------------------
(* The world: results are published, messages come again, tasks and executions end, time passes. *)

(* A minted ID is known from its request alone, a business key to everybody from the start. *)
Publish(e) ==
  /\ e \notin published
  /\ Business \/ \E o \in requested : KeyOf[o] = AnswersTo[e]
  /\ published' = published \cup {e} /\ messages' = messages \cup {Result(e)}
  /\ UNCHANGED <<row, requesters, stepFunctions, handler, verdicts, gone, cancellations, faults, duplicates, hidden>>
Redeliver(e) ==
  /\ e \in published \ gone /\ (Result(e) \notin messages \/ e \in hidden) /\ duplicates < MaxDuplicates
  /\ messages' = messages \cup {Result(e)} /\ hidden' = hidden \ {e} /\ duplicates' = duplicates + 1
  /\ UNCHANGED <<row, requesters, stepFunctions, published, handler, verdicts, gone, cancellations, faults>>
TimeOut(o) ==
  /\ MayTimeOut /\ task[o] = "waiting"
  /\ task' = [task EXCEPT ![o] = "ended"]
  /\ UNCHANGED <<row, requesters, outcome, sent, overdue, ended, published, messages, handler, verdicts, gone, cancellations, faults, duplicates, hidden>>
(* The deadline on the row is never before the task's own. *)
DeadlinePasses(o) ==
  /\ MayTimeOut /\ task[o] = "ended" /\ o \notin overdue /\ \E p \in Openings : p > o /\ TaskOf[p] # TaskOf[o]
  /\ overdue' = overdue \cup {o}
  /\ UNCHANGED <<row, requesters, task, outcome, sent, ended, published, messages, handler, verdicts, gone, cancellations, faults, duplicates, hidden>>
ParkedTimeIsUp(e) ==
  LET k == AnswersTo[e] IN
  /\ e \in hidden \cup (row[k].parked \ row[k].over)
  /\ row' = [row EXCEPT ![k].over = @ \cup ({e} \cap row[k].parked)]
  /\ hidden' = hidden \ {e}
  /\ UNCHANGED <<requesters, stepFunctions, published, messages, handler, verdicts, gone, cancellations, faults, duplicates>>
EndExecution(t) ==
  /\ MayEnd /\ t \notin ended /\ \E o \in Openings : TaskOf[o] = t /\ task[o] # "unstarted"
  /\ ended' = ended \cup {t}
  /\ task' = [o \in Openings |-> IF TaskOf[o] = t /\ task[o] = "waiting" THEN "ended" ELSE task[o]]
  /\ messages' = messages \cup {Ended(t)}
  /\ UNCHANGED <<row, requesters, outcome, sent, overdue, published, handler, verdicts, gone, cancellations, faults, duplicates, hidden>>
(* Time to live: days after everything that is known of the callback has come to rest. *)
Expire(k) ==
  /\ row[k].state \in {"settled", "cancelled", "parked"} /\ row[k].parked = {} /\ messages = {}
  /\ \A h \in Handlers : handler[h] = idle
  /\ \A o \in Openings : requester[o].pc \in {"unstarted", "done", "failed"}
  /\ row[k].expires
  /\ row' = [row EXCEPT ![k] = noRow] /\ gone' = gone \cup published
  /\ UNCHANGED <<requesters, stepFunctions, published, messages, handler, verdicts, cancellations, faults, duplicates, hidden>>

----------------------------------------------------------------------------
(* The relay: one handling of one message. *)

At(h, pc) == handler[h].pc = pc
Goes(h, pc) == handler' = [handler EXCEPT ![h].pc = pc]
Drops(h) == handler' = [handler EXCEPT ![h] = idle]                \* returned to the queue, or crashed: it comes again
key(h) == IF handler[h].message.kind = "opened" THEN KeyOf[handler[h].message.of] ELSE AnswersTo[handler[h].event]

NameOf == CHOOSE f \in [Handlers -> 1..Cardinality(Handlers)] : \A g, h \in Handlers : f[g] = f[h] => g = h
ClaimsInUse == {handler[h].claim : h \in Handlers}
  \cup UNION {row[k].attempts \cup {row[k].answers[e].presumedBy : e \in Events} : k \in Keys}
(* Claim IDs are new for every handling: the least that nothing refers to any more stands for a new one. *)
newClaim(h) == IF Mutant = "claims-under-its-own-name" THEN NameOf[h]
               ELSE CHOOSE c \in Claims \ ClaimsInUse : \A d \in Claims \ ClaimsInUse : c <= d

(* A call of the relay that only reads or writes the table: `after` is the row, `heard` the handler when it has heard *)
(* the answer, `unheard` when it has not, because the call was lost or refused.                                       *)
TableCallHiding(h, k, after, heard, unheard, hiding) == \E fate \in Fates :
  /\ Fault(fate)
  /\ row' = IF hasEffect(fate) /\ after.state # "refused" THEN [row EXCEPT ![k] = after] ELSE row
  /\ \/ fate = "answered" /\ handler' = [handler EXCEPT ![h] = heard]
     \/ fate \in {"lost", "refused"} /\ handler' = [handler EXCEPT ![h] = unheard]
     \/ fate = "crash" /\ Drops(h)
     \/ MayCrash /\ fate = "refused" /\ Drops(h)
  /\ hidden' = IF fate = "answered" THEN hidden \cup hiding ELSE hidden
  /\ UNCHANGED <<requesters, stepFunctions, published, messages, verdicts, gone, cancellations, duplicates>>
TableCall(h, k, after, heard, unheard) == TableCallHiding(h, k, after, heard, unheard, {})
SentAgain(h, k, after) ==
  /\ Fault("lost")
  /\ row' = [row EXCEPT ![k] = after]
  /\ UNCHANGED <<requesters, stepFunctions, published, messages, handler, verdicts, gone, cancellations, duplicates, hidden>>

With(h, pc) == [handler[h] EXCEPT !.pc = pc]
Publishing(h, v) == [handler[h] EXCEPT !.pc = "publish", !.verdict = v, !.before = <<>>, !.unsure = FALSE, !.state = "none", !.opening = 0, !.claim = 0]
(* A notice is done when its result is decided by its own message. *)
Deciding(h, v) == IF handler[h].message.kind = "opened" THEN With(h, "acknowledge") ELSE Publishing(h, v)

(* The message of a parked result is the timer: it is made invisible until the parked time is up. *)
hides(h) == IF handler[h].message.kind = "result" THEN {handler[h].event} ELSE {}            \* @code keepParked
(* A broken one has its verdict before that. *)
publishesFirst(h) == handler[h].message.kind = "result" /\ handler[h].event \in Broken
Keeping(h) == IF publishesFirst(h) THEN [Publishing(h, "invalid") EXCEPT !.state = "parked"] ELSE idle
hidesNow(h) == IF publishesFirst(h) THEN {} ELSE hides(h)

(* Each message may be with two handlers at once, as often as duplicates are left. *)
Receive(h, m) ==                                                                             \* @code handleGroup
  /\ handler[h] = idle /\ m \in messages /\ m \notin {Result(e) : e \in hidden}
  /\ IF \E g \in Handlers : handler[g].message = m
     THEN duplicates < MaxDuplicates /\ duplicates' = duplicates + 1 ELSE duplicates' = duplicates
  /\ handler' = [handler EXCEPT ![h] =
       CASE m.kind = "result" -> [idle EXCEPT !.pc = "claim", !.message = m, !.event = m.of, !.claim = newClaim(h)]
         [] m.kind = "opened" -> [idle EXCEPT !.pc = "readOpened", !.message = m]
         [] m.kind = "ended"  -> [idle EXCEPT !.pc = "find", !.message = m]]
  /\ UNCHANGED <<row, requesters, stepFunctions, published, messages, verdicts, gone, cancellations, faults, hidden>>

(* The first parked result that may answer, or the one that has claimed and was not heard of since. *)
nextOf(r) == IF r.state = "settling" THEN r.parked \cap {r.answeredBy}                        \* @code nextOf
             ELSE IF r.state = "waiting" THEN {e \in r.parked \ r.over : mayAnswer(e) /\ answerTo(r, e) = "none"}
             ELSE {}
ReadOpened(h) ==                                                                             \* @code settleOpened
  LET k == key(h)
      next == nextOf(row[k]) IN
  /\ At(h, "readOpened")
  /\ IF next = {} THEN TableCall(h, k, refused, With(h, "acknowledge"), idle)
     ELSE \E e \in next : TableCall(h, k, refused, [With(h, "claim") EXCEPT !.event = e, !.claim = newClaim(h)], idle)

(* One write. Where its condition does not hold, the answer has the row, and what follows is decided from that. A *)
(* lost answer is sent again by the SDK, or leaves the claim unsure.                                             *)
Claim(h) ==                                                                                  \* @code tryClaim
  LET k == key(h)
      e == handler[h].event
      r == row[k]
      after == claimed(r, e, handler[h].claim)
      d == decide(r, e)
      isUnsure == r.state = "settling" /\ r.attempts \ {handler[h].claim} # {}
      delivering == [With(h, "call") EXCEPT !.opening = r.opening, !.before = IF Business THEN <<>> ELSE r,
                     !.unsure = (isUnsure /\ Mutant # "takes-every-time-out-as-late")]
      next == CASE r.answers[e].presumedBy = handler[h].claim -> With(h, "reclaim")
                [] d.act = "stay-parked" -> Keeping(h)
                [] d.act = "retry-later" -> idle
                [] d.act \in {"park", "park-beside", "unclaim"} -> With(h, d.act)
                [] d.act = "verdict" /\ ~d.remember -> Deciding(h, d.verdict)
                [] OTHER -> [With(h, "remember") EXCEPT !.verdict = d.verdict, !.state = r.state, !.opening = r.opening] IN
  /\ At(h, "claim")
  /\ IF Mutant = "sends-before-the-row-is-written" /\ r.state = "waiting" /\ mayAnswer(e)
     THEN TableCall(h, k, refused, delivering, idle)
     ELSE IF after.state # "refused" THEN TableCall(h, k, after, delivering, With(h, "markUnsent")) \/ SentAgain(h, k, after)
     ELSE TableCallHiding(h, k, refused, next, idle, IF d.act = "stay-parked" THEN hidesNow(h) ELSE {})

(* The claim was refused because it is there: the key was opened again between the two times that it was sent. *)
Reclaim(h) ==                                                                                \* @code withdrawOwn
  At(h, "reclaim") /\ TableCall(h, key(h), withdrawn(row[key(h)], handler[h].event, handler[h].claim), With(h, "claim"), idle)

(* Where the row has changed since it was looked at, the claim is tried again. *)
Park(h) ==                                                                                   \* @code park
  LET after == IF At(h, "park") THEN parkedRow(row[key(h)], handler[h].event) ELSE parkedBeside(row[key(h)], handler[h].event) IN
  (At(h, "park") \/ At(h, "park-beside"))
  /\ TableCallHiding(h, key(h), after, IF after.state = "refused" THEN With(h, "claim") ELSE Keeping(h), idle,
       IF after.state = "refused" THEN {} ELSE hidesNow(h))
Unclaim(h) ==                                                                                \* @code unclaim
  LET after == IF Mutant = "publishes-unclaimed-and-leaves-the-result-parked" THEN row[key(h)] ELSE unclaimed(row[key(h)], handler[h].event) IN
  At(h, "unclaim")
  /\ TableCall(h, key(h), after, IF after.state = "refused" THEN With(h, "claim") ELSE Deciding(h, IF handler[h].event \in Broken THEN "invalid" ELSE "unclaimed"), idle)
Remember(h) ==                                                                               \* @code recordVerdict
  LET r == row[key(h)]
      after == IF Mutant = "forgets-its-verdicts" THEN r
               ELSE remembered(r, handler[h].event, handler[h].verdict, handler[h].state, handler[h].opening, 0) IN
  At(h, "remember")
  /\ TableCall(h, key(h), after, IF after.state = "refused" THEN [With(h, "claim") EXCEPT !.verdict = "none", !.state = "none", !.opening = 0]
                                 ELSE Deciding(h, handler[h].verdict), idle)

(* SendTaskSuccess or SendTaskFailure. What was lost or refused is tried again, or fails the handling. *)
Call(h) ==                                                                                   \* @code deliver
  LET o == handler[h].opening
      e == handler[h].event
      isTaken == task[o] = "waiting"
      whenFailed == IF handler[h].unsure THEN idle ELSE With(h, "markUnsent") IN
  /\ At(h, "call")
  /\ \E fate \in Fates :
     /\ Fault(fate)
     /\ sent' = IF hasEffect(fate) THEN [sent EXCEPT ![o] = @ \cup {e}] ELSE sent
     /\ IF hasEffect(fate) /\ isTaken
        THEN task' = [task EXCEPT ![o] = "ended"] /\ outcome' = [outcome EXCEPT ![o] = e]
        ELSE UNCHANGED <<task, outcome>>
     /\ \/ fate = "answered" /\ Goes(h, IF isTaken \/ handler[h].unsure THEN "close" ELSE "missed")
        \/ fate = "lost" /\ handler' = [handler EXCEPT ![h].unsure = TRUE]
        \/ fate \in {"lost", "crash"} /\ Drops(h)
        \/ fate = "refused" /\ (IF Mutant = "closes-the-row-on-a-throttle" THEN Goes(h, "missed")
                                ELSE UNCHANGED handler \/ handler' = [handler EXCEPT ![h] = whenFailed] \/ (MayCrash /\ Drops(h)))
  /\ UNCHANGED <<row, requesters, overdue, ended, published, messages, verdicts, gone, cancellations, duplicates, hidden>>

verdictOf(h) == IF handler[h].event \in Broken THEN "invalid" ELSE "delivered"
Close(h) ==                                                                                  \* @code closeSettled
  LET e == handler[h].event
      after == IF Business /\ Mutant # "closes-without-the-condition" THEN closed(row[key(h)], e, handler[h].claim, verdictOf(h), handler[h].opening, FALSE)
               ELSE settledRow(IF Business THEN row[key(h)] ELSE handler[h].before, e, verdictOf(h)) IN
  At(h, "close") /\ TableCall(h, key(h), after,
    IF after.state = "refused" /\ verdictOf(h) # "delivered" THEN With(h, "correct") ELSE Publishing(h, verdictOf(h)), idle)
(* A row that was opened again presumes that this event was delivered, and it has another verdict. *)
Correct(h) ==                                                                                \* @code correctPresumed
  LET r == row[key(h)]
      isItsClaim == r.state = "settling" /\ r.answeredBy = handler[h].event
      isKnown == answerTo(r, handler[h].event) # "none" /\ r.answers[handler[h].event].presumedBy = 0
      isPresumed == r.state \notin {"none", "parked"} /\ ~isKnown /\ ~isItsClaim IN
  At(h, "correct")
  /\ TableCall(h, key(h), refused, IF isPresumed THEN [With(h, "rename") EXCEPT !.state = r.state, !.opening = r.opening]
                                   ELSE Publishing(h, IF isKnown THEN answerTo(r, handler[h].event) ELSE verdictOf(h)), idle)
Rename(h) ==                                                                                 \* @code correctPresumed
  LET by == row[key(h)].answers[handler[h].event].presumedBy
      isKnown == answerTo(row[key(h)], handler[h].event) # "none" /\ by = 0
      after == IF isKnown THEN refused ELSE remembered(row[key(h)], handler[h].event, verdictOf(h), handler[h].state, handler[h].opening, by) IN
  At(h, "rename") /\ TableCall(h, key(h), after,
    IF after.state = "refused" THEN [With(h, "correct") EXCEPT !.state = "none", !.opening = 0] ELSE Publishing(h, verdictOf(h)), idle)

(* The task waited no more, and not because of us. *)
Miss(h) ==                                                                                   \* @code missedVerdict
  LET o == handler[h].opening
      missed == IF newest[TaskOf[o]] > o THEN "superseded" ELSE "late" IN
  /\ At(h, "missed")
  /\ IF handler[h].event \in Broken THEN Goes(h, "close") /\ UNCHANGED <<row, requesters, stepFunctions, published, messages, verdicts, gone, cancellations, faults, duplicates, hidden>>
     ELSE TableCall(h, key(h), refused, [With(h, "closeMissed") EXCEPT !.verdict = missed], With(h, "markUnsent"))
CloseMissed(h) ==                                                                            \* @code closeMissed
  LET after == closed(row[key(h)], handler[h].event, handler[h].claim, handler[h].verdict, handler[h].opening, TRUE) IN
  At(h, "closeMissed")
  /\ TableCall(h, key(h), after, IF after.state = "refused" THEN With(h, "contradict") ELSE Publishing(h, handler[h].verdict), With(h, "markUnsent"))
(* Another was here between our claim and our close: another copy of this event, or a new opening. *)
Contradict(h) ==                                                                             \* @code contradict
  LET r == row[key(h)]
      e == handler[h].event
      known == answerTo(r, e)
      next == CASE r.state = "settling" /\ r.answeredBy = e -> idle
                [] r.state \in {"none", "parked"} -> Publishing(h, "late")
                [] r.state = "settled" /\ r.answeredBy = e -> Publishing(h, known)
                [] known = "none" /\ Mutant = "does-not-remember-superseded" -> Publishing(h, "superseded")
                [] known # "none" /\ r.answers[e].presumedBy = 0 -> Publishing(h, known)
                [] known # "none" /\ r.answers[e].presumedBy # handler[h].claim -> idle
                [] OTHER -> [With(h, "supersede") EXCEPT !.state = r.state, !.opening = r.opening,
                                                         !.claim = IF known = "none" THEN 0 ELSE @] IN
  At(h, "contradict") /\ TableCall(h, key(h), refused, next, idle)
Supersede(h) ==                                                                              \* @code supersede
  LET after == remembered(row[key(h)], handler[h].event, "superseded", handler[h].state, handler[h].opening, handler[h].claim) IN
  At(h, "supersede")
  /\ TableCall(h, key(h), after, IF after.state = "refused" THEN [With(h, "contradict") EXCEPT !.state = "none", !.opening = 0] ELSE Publishing(h, "superseded"), idle)

(* The claim reached no task: taken off again, best effort, and the handling has failed. *)
MarkUnsent(h) ==                                                                             \* @code markUnsent
  LET after == markedUnsent(row[key(h)], handler[h].event, handler[h].claim) IN
  At(h, "markUnsent") /\ TableCall(h, key(h), after, IF after.state = "refused" THEN With(h, "withdraw") ELSE idle, With(h, "withdraw"))
Withdraw(h) ==                                                                               \* @code markUnsent
  LET after == IF Mutant = "leaves-its-presumption" THEN refused ELSE withdrawn(row[key(h)], handler[h].event, handler[h].claim) IN
  At(h, "withdraw") /\ TableCall(h, key(h), after, idle, idle)

(* The verdict is published and logged, then the message is acknowledged, or hidden where its result stays parked: a *)
(* crash between the two is one after the first. *)
PublishVerdict(h) ==                                                                         \* @code publishVerdicts
  LET staysParked == handler[h].state = "parked" IN
  /\ At(h, "publish")
  /\ \E fate \in Fates :
     /\ Fault(fate)
     /\ verdicts' = IF hasEffect(fate) THEN [verdicts EXCEPT ![handler[h].event] = @ \cup {handler[h].verdict}] ELSE verdicts
     /\ messages' = IF fate = "answered" /\ ~staysParked THEN messages \ {handler[h].message} ELSE messages
     /\ hidden' = {e \in hidden : Result(e) \in messages'} \cup (IF fate = "answered" /\ staysParked THEN hides(h) ELSE {})
  /\ Drops(h)
  /\ UNCHANGED <<row, requesters, stepFunctions, published, gone, cancellations, duplicates>>
(* Nothing to tell: a notice of our own. *)
Acknowledge(h) ==                                                                            \* @code handleBatch
  /\ At(h, "acknowledge")
  /\ messages' = messages \ {handler[h].message}
  /\ Drops(h)
  /\ UNCHANGED <<row, requesters, stepFunctions, published, verdicts, gone, cancellations, faults, duplicates, hidden>>

(* An execution has ended: its callbacks are published as cancelled, then closed. *)
Find(h) ==                                                                                   \* @code cancelAll
  \E k \in Keys :
  LET t == handler[h].message.of
      r == row[k]
      isToCancel == r.state = "waiting" /\ TaskOf[r.opening] = t
      isOver == \A o \in Openings : TaskOf[o] = t => requester[o].pc \in {"unstarted", "done", "failed"} IN
  /\ At(h, "find") /\ \E o \in Openings : TaskOf[o] = t /\ KeyOf[o] = k
  /\ isToCancel \/ \A l \in Keys : ~(row[l].state = "waiting" /\ TaskOf[row[l].opening] = t)
  /\ TableCall(h, k, refused,
       IF isToCancel THEN [With(h, "publishCancelled") EXCEPT !.opening = r.opening]
       ELSE IF isOver THEN With(h, "acknowledge") ELSE idle, idle)
PublishCancelled(h) ==                                                                       \* @code cancel
  /\ At(h, "publishCancelled")
  /\ \E fate \in Fates :
     /\ Fault(fate)
     /\ cancellations' = IF hasEffect(fate) /\ Mutant # "publishes-no-cancellation" THEN cancellations \cup {handler[h].opening} ELSE cancellations
     /\ IF fate = "answered" THEN Goes(h, "cancel") ELSE Drops(h)
  /\ UNCHANGED <<row, requesters, stepFunctions, published, messages, verdicts, gone, duplicates, hidden>>
Cancel(h) ==                                                                                 \* @code cancel
  LET k == KeyOf[handler[h].opening] IN
  At(h, "cancel") /\ TableCall(h, k, cancelledRow(row[k], handler[h].message.of), [With(h, "find") EXCEPT !.opening = 0], idle)

(* Mutant: the message is deleted as soon as it is received. *)
AcknowledgeAtOnce(h) ==
  /\ Mutant = "acknowledges-before-it-settles" /\ handler[h].message \in messages /\ handler[h] # idle
  /\ messages' = messages \ {handler[h].message}
  /\ UNCHANGED <<row, requesters, stepFunctions, published, handler, verdicts, gone, cancellations, faults, duplicates, hidden>>

----------------------------------------------------------------------------
Init ==
  /\ row = [k \in Keys |-> noRow] /\ newest = [t \in Tasks |-> 0]
  /\ task = [o \in Openings |-> "unstarted"] /\ outcome = [o \in Openings |-> "none"] /\ sent = [o \in Openings |-> {}]
  /\ overdue = {} /\ ended = {} /\ requester = [o \in Openings |-> [pc |-> "unstarted", round |-> 1]] /\ requested = {}
  /\ published = {} /\ messages = {} /\ hidden = {} /\ handler = [h \in Handlers |-> idle]
  /\ verdicts = [e \in Events |-> {}] /\ gone = {} /\ cancellations = {} /\ faults = 0 /\ duplicates = 0

Requester(o) == Open(o) \/ OpenOverParked(o) \/ IsOurOpening(o) \/ PublishOpened(o) \/ RecordAttempt(o) \/ SendRequest(o)
Relay(h) == ReadOpened(h) \/ Claim(h) \/ Park(h) \/ Unclaim(h) \/ Remember(h) \/ Call(h) \/ Close(h) \/ Correct(h) \/ Rename(h) \/ Miss(h)
  \/ CloseMissed(h) \/ Contradict(h) \/ Supersede(h) \/ MarkUnsent(h) \/ Withdraw(h) \/ Reclaim(h) \/ PublishVerdict(h) \/ Acknowledge(h)
  \/ Find(h) \/ PublishCancelled(h) \/ Cancel(h) \/ AcknowledgeAtOnce(h)
Messages == {Result(e) : e \in Events} \cup {Opened(o) : o \in Openings} \cup {Ended(t) : t \in Tasks}
World == \/ \E o \in Openings : StartTask(o) \/ TimeOut(o) \/ DeadlinePasses(o)
         \/ \E e \in Events : Publish(e) \/ Redeliver(e) \/ ParkedTimeIsUp(e)
         \/ \E k \in Keys : Expire(k)
         \/ \E t \in Tasks : EndExecution(t)
Next == World \/ (\E o \in Openings : Requester(o)) \/ (\E h \in Handlers : Relay(h) \/ \E m \in Messages : Receive(h, m))

(* What goes on as long as the faults end: everybody works, and messages come again until they are acknowledged. *)
Fairness ==
  /\ \A o \in Openings : WF_vars(Requester(o)) /\ WF_vars(StartTask(o))
  /\ \A h \in Handlers : WF_vars(Relay(h))
  /\ \A m \in Messages : SF_vars(\E h \in Handlers : Receive(h, m))
  /\ \A e \in Events : WF_vars(ParkedTimeIsUp(e))
Spec == Init /\ [][Next]_vars /\ Fairness

----------------------------------------------------------------------------
(* The promises. *)

isDone(o) == requester[o].pc \in {"unstarted", "done", "failed"}
OnlyTimePasses == /\ messages \subseteq {Result(e) : e \in hidden}
                  /\ \A h \in Handlers : handler[h] = idle
                  /\ \A o \in Openings : isDone(o)
AtRest == OnlyTimePasses /\ messages = {}

(* 1. No result is lost: one verdict each; at rest everything published has one, and no row is in the middle. *)
NoResultIsLost ==
  /\ \A e \in Events : Cardinality(verdicts[e]) <= 1
  /\ AtRest => /\ \A e \in published : verdicts[e] # {}
               /\ \A k \in Keys : row[k].state # "settling"
(* 2. One outcome: Step Functions is never called with two different outcomes for one callback. *)
OneOutcome == \A o \in Openings : \A e, f \in sent[o] : SaidBy[e] = SaidBy[f]
(* 3. Any order: where nothing goes on any more but time, no task waits over a parked result that may answer. *)
AnyOrder == OnlyTimePasses => \A k \in Keys : row[k].state = "waiting" /\ task[row[k].opening] = "waiting" =>
  \A e \in row[k].parked \ row[k].over : ~mayAnswer(e) \/ answerTo(row[k], e) # "none"
(* 4. Unsure is not late: what Step Functions took is called by no other name. *)
(*    And delivered is said of nothing that was never sent, unless a handling died between a claim and its call, or a   *)
(*    claim could not be taken off again.                                                                             *)
UnsureIsNotLate ==
  /\ \A o \in Openings : outcome[o] # "none" => verdicts[outcome[o]] \subseteq {"delivered", "invalid"}
  /\ ~MayCrash /\ MaxFaults < 2 => \A e \in Events : "delivered" \in verdicts[e] => \E o \in Openings : e \in sent[o]
(* 5. Transient is not poison: a callback is used up by an answer of Step Functions alone. *)
TransientIsNotPoison == \A k \in Keys : row[k].state = "settled" => task[row[k].opening] # "waiting"
(* 6. Poison stays alone: at rest, a source that has broken the contract and may answer has failed a task that waited. *)
PoisonStaysAlone == AtRest => \A e \in published \cap Broken \cap Allowed : verdicts[e] = {"invalid"}
(* 7. The token is a secret: it is on no row that needs it no more. *)
TokenIsASecret == \A k \in Keys : row[k].token => isOpen(row[k])
(* 8. Only who may answer, answers. *)
OnlyWhoMayAnswers == \A o \in Openings : sent[o] \subseteq Allowed
(* 9. No silent hang: what waits is on the row, or the requester is at work; every row goes; what has ended is cancelled. *)
NoSilentHang ==
  /\ \A k \in Keys : row[k].expires
  /\ \A o \in Openings : task[o] = "waiting" /\ requester[o].pc = "done" =>
       isOpen(row[KeyOf[o]]) /\ row[KeyOf[o]].opening = o
  /\ \A o \in requested : requester[o].pc \in {"send", "done", "failed"}
  /\ AtRest => \A k \in Keys : isOpen(row[k]) => TaskOf[row[k].opening] \notin ended
  /\ \A k \in Keys : row[k].state = "cancelled" => row[k].opening \in cancellations
(* 10. Step Functions' quota: not of a single row; the simulation holds it. *)

(* Liveness of 1 and 9: as long as the faults end, everything comes to rest. *)
ComesToRest == <>[]AtRest
Symmetry == Permutations(Handlers)
=============================================================================
