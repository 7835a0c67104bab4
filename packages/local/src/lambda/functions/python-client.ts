/** A runtime interface client for Python 3, with nothing but its standard library. Arguments: the folder, the handler. */
export const pythonClient = `
import http.client, importlib, json, os, sys, time, traceback

directory, handler_name = sys.argv[1], sys.argv[2]
sys.path[:0] = [directory] + [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
host = os.environ["AWS_LAMBDA_RUNTIME_API"]
base = "/2018-06-01/runtime"

def send(method, path, body=None):
    connection = http.client.HTTPConnection(host)
    connection.request(method, base + path, body)
    response = connection.getresponse()
    data = response.read()
    headers = {name.lower(): value for name, value in response.getheaders()}
    connection.close()
    return headers, data

def described(error, kind=None):
    return json.dumps({
        "errorMessage": str(error),
        "errorType": kind or type(error).__name__,
        "stackTrace": traceback.format_tb(error.__traceback__),
    }).encode()

class Context:
    def __init__(self, headers):
        env = os.environ
        self.aws_request_id = headers.get("lambda-runtime-aws-request-id")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.function_name = env.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = env.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = env.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = env.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = env.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.client_context = None
        self.identity = None
        self.deadline = int(headers.get("lambda-runtime-deadline-ms", "0"))

    def get_remaining_time_in_millis(self):
        return max(0, self.deadline - int(time.time() * 1000))

try:
    module_name, function_name = handler_name.rsplit(".", 1)
    handler = getattr(importlib.import_module(module_name.replace("/", ".")), function_name)
except ImportError as error:
    send("POST", "/init/error", described(error, "Runtime.ImportModuleError"))
    sys.exit(1)
except AttributeError as error:
    send("POST", "/init/error", described(error, "Runtime.HandlerNotFound"))
    sys.exit(1)
except BaseException as error:
    send("POST", "/init/error", described(error))
    sys.exit(1)

while True:
    headers, data = send("GET", "/invocation/next")
    request_id = headers["lambda-runtime-aws-request-id"]
    if "lambda-runtime-trace-id" in headers:
        os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
    try:
        result = json.dumps(handler(json.loads(data), Context(headers))).encode()
    except Exception as error:
        send("POST", "/invocation/" + request_id + "/error", described(error))
        continue
    send("POST", "/invocation/" + request_id + "/response", result)
`;
