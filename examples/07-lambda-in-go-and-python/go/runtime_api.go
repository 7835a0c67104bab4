package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
)

// serve takes one invocation after the other from Lambda's Runtime API, until the process is ended:
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
func serve(address string, handler func(event []byte) ([]byte, error)) {
	base := "http://" + address + "/2018-06-01/runtime/invocation/"
	// The next invocation may be hours away.
	client := &http.Client{}
	for {
		next, err := client.Get(base + "next")
		if err != nil {
			log.Fatalf("no next invocation: %v", err)
		}
		event, err := io.ReadAll(next.Body)
		next.Body.Close()
		if err != nil {
			log.Fatalf("no next invocation: %v", err)
		}
		id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
		result, err := handler(event)
		if err != nil {
			post(client, base+id+"/error", described(err))
		} else {
			post(client, base+id+"/response", result)
		}
	}
}

func described(err error) []byte {
	text, _ := json.Marshal(map[string]string{
		"errorType":    fmt.Sprintf("%T", err),
		"errorMessage": err.Error(),
	})
	return text
}

func post(client *http.Client, url string, body []byte) {
	answer, err := client.Post(url, "application/json", bytes.NewReader(body))
	if err != nil {
		log.Fatalf("an answer could not be given: %v", err)
	}
	answer.Body.Close()
}
