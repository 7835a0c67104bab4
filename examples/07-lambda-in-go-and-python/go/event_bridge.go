package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

// eventBridge is called without an SDK: one operation, in the AWS JSON protocol.
type eventBridge struct {
	client *http.Client
	now    func() time.Time
}

type putEventsAnswer struct {
	Entries []struct{ EventId, ErrorCode, ErrorMessage string }
}

// publish answers for each entry whether it was taken: PutEvents answers 200 also when it took nothing.
func (bus eventBridge) publish(entries []entry) ([]bool, error) {
	body, err := json.Marshal(map[string]any{"Entries": entries})
	if err != nil {
		return nil, err
	}
	region := os.Getenv("AWS_REGION")
	call, err := http.NewRequest(http.MethodPost, endpoint(region)+"/", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	call.Header.Set("Content-Type", "application/x-amz-json-1.1")
	call.Header.Set("X-Amz-Target", "AWSEvents.PutEvents")
	sign(call, body, scope{region, "events"}, credentialsOf(os.Getenv), bus.now())
	response, err := bus.client.Do(call)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("PutEvents answered %d: %s", response.StatusCode, text)
	}
	var answer putEventsAnswer
	if err := json.Unmarshal(text, &answer); err != nil || len(answer.Entries) != len(entries) {
		return nil, fmt.Errorf("PutEvents answered what it never should: %s", text)
	}
	taken := make([]bool, len(entries))
	for index, one := range answer.Entries {
		taken[index] = one.ErrorCode == ""
	}
	return taken, nil
}

// endpoint reads the variables that AWS SDKs read, so that the worker can be run against another endpoint.
func endpoint(region string) string {
	for _, name := range []string{"AWS_ENDPOINT_URL_EVENTBRIDGE", "AWS_ENDPOINT_URL"} {
		if url := os.Getenv(name); url != "" {
			return url
		}
	}
	return "https://events." + region + ".amazonaws.com"
}
