package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// A request of Callback Relay's contract, version 1. Unknown fields belong to a later minor version.
type request struct {
	Version        string          `json:"version"`
	CorrelationID  string          `json:"correlationId"`
	IdempotencyKey string          `json:"idempotencyKey"`
	Payload        json.RawMessage `json:"payload"`
	Deadline       string          `json:"deadline"`
	ReplyTo        struct {
		EventBus string `json:"eventBus"`
	} `json:"replyTo"`

	deadline time.Time
}

// errUnreadable: the message cannot be answered, and is left to the dead-letter queue.
var errUnreadable = errors.New("not a request that could be answered")

// refusedRequest is broken, but its correlation ID and a return address are known: the task fails.
type refusedRequest struct {
	request     request
	code, cause string
}

func (refused *refusedRequest) Error() string { return refused.code + ": " + refused.cause }

var correlationID = regexp.MustCompile(`^[a-z][a-z0-9-]{0,31}:[A-Za-z0-9._/@+=~-]{1,200}$`)

func readRequest(body, fallbackBus string) (request, error) {
	var read request
	if err := json.Unmarshal([]byte(body), &read); err != nil {
		// A field of another type than it should be has left the others readable.
		var wrongType *json.UnmarshalTypeError
		if !errors.As(err, &wrongType) {
			return read, fmt.Errorf("%w: not JSON", errUnreadable)
		}
	}
	code, cause := defectOf(&read)
	if code == "" {
		return read, nil
	}
	if read.ReplyTo.EventBus == "" {
		read.ReplyTo.EventBus = fallbackBus
	}
	if !correlationID.MatchString(read.CorrelationID) || read.ReplyTo.EventBus == "" {
		return read, fmt.Errorf("%w: %s", errUnreadable, cause)
	}
	return read, &refusedRequest{read, code, cause}
}

// defectOf names fields and never shows values. No code means that there is none.
func defectOf(read *request) (code, cause string) {
	if read.Version != "" && !strings.HasPrefix(read.Version, "1.") {
		return "UnsupportedVersion", "this worker serves versions 1.x"
	}
	deadline, err := time.Parse(time.RFC3339, read.Deadline)
	read.deadline = deadline
	var broken []string
	for _, field := range []struct {
		name    string
		isSound bool
	}{
		{"version", read.Version != ""},
		{"correlationId", correlationID.MatchString(read.CorrelationID)},
		{"idempotencyKey", read.IdempotencyKey != ""},
		{"payload", read.Payload != nil},
		{"deadline", err == nil},
		{"replyTo", read.ReplyTo.EventBus != ""},
	} {
		if !field.isSound {
			broken = append(broken, field.name)
		}
	}
	if len(broken) > 0 {
		return "ContractBroken", "missing or malformed: " + strings.Join(broken, ", ")
	}
	return "", ""
}
