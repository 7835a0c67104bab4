package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"sort"
	"strings"
	"time"
)

type credentials struct{ accessKeyID, secretAccessKey, sessionToken string }

func credentialsOf(variable func(string) string) credentials {
	return credentials{
		variable("AWS_ACCESS_KEY_ID"),
		variable("AWS_SECRET_ACCESS_KEY"),
		variable("AWS_SESSION_TOKEN"),
	}
}

type scope struct{ region, service string }

// sign adds the headers of AWS's Signature Version 4 to a call of the path / without a query, over all its headers:
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
func sign(call *http.Request, body []byte, of scope, by credentials, at time.Time) {
	amzDate := at.UTC().Format("20060102T150405Z")
	day := amzDate[:8]
	call.Header.Set("X-Amz-Date", amzDate)
	if by.sessionToken != "" {
		call.Header.Set("X-Amz-Security-Token", by.sessionToken)
	}
	headers, names := canonicalHeaders(call)
	canonical := strings.Join([]string{call.Method, "/", "", headers, names, hexOf(sha256.Sum256(body))}, "\n")
	within := strings.Join([]string{day, of.region, of.service, "aws4_request"}, "/")
	text := strings.Join([]string{"AWS4-HMAC-SHA256", amzDate, within, hexOf(sha256.Sum256([]byte(canonical)))}, "\n")
	key := []byte("AWS4" + by.secretAccessKey)
	for _, part := range []string{day, of.region, of.service, "aws4_request"} {
		key = mac(key, part)
	}
	call.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+by.accessKeyID+"/"+within+
		", SignedHeaders="+names+", Signature="+hex.EncodeToString(mac(key, text)))
}

func canonicalHeaders(call *http.Request) (headers, names string) {
	values := map[string]string{"host": call.Host}
	for name := range call.Header {
		values[strings.ToLower(name)] = strings.TrimSpace(call.Header.Get(name))
	}
	sorted := make([]string, 0, len(values))
	for name := range values {
		sorted = append(sorted, name)
	}
	sort.Strings(sorted)
	for _, name := range sorted {
		headers += name + ":" + values[name] + "\n"
	}
	return headers, strings.Join(sorted, ";")
}

func mac(key []byte, text string) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write([]byte(text))
	return hash.Sum(nil)
}

func hexOf(sum [sha256.Size]byte) string { return hex.EncodeToString(sum[:]) }
