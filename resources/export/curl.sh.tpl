{{=<% %>=}}#!/usr/bin/env bash
<%#DRAFT%># Draft: <%REASONS%>.
<%/DRAFT%># Asks <%MODEL%> once and prints <%#STREAMING%>the events of its answer as they come<%/STREAMING%><%#WHOLE%>its answer as the server sends it<%/WHOLE%>.
<%#KEY%># Set the key first: export <%KEY_VARIABLE%>=<your key>
<%/KEY%>set -euo pipefail
<%#KEY%>: "${<%KEY_VARIABLE%>:?is not set; put your API key there first}"
<%/KEY%>
<%#BINARY%># In base64, for bash cannot hold every byte of it.
<%/BINARY%>body=<%BODY%>

<%#STREAMING%># An answer without an end mark was cut off; errors can come in the middle of one.
<%#CHAT_EVENTS%>end_mark='^data: ?\[DONE\]|"finish_reason": ?"[^"]'
error_mark='^data:.*"error": ?[{"]'
<%/CHAT_EVENTS%><%#RESPONSES_EVENTS%>end_mark='^data:.*"type": ?"response\.(completed|incomplete)"'
error_mark='^data:.*("error": ?[{"]|"type": ?"(error|response\.failed)")'
<%/RESPONSES_EVENTS%><%#MESSAGES_EVENTS%>end_mark='^data:.*"type": ?"message_stop"'
error_mark='^data:.*"error": ?[{"]'
<%/MESSAGES_EVENTS%><%#GEMINI_EVENTS%>end_mark='^data:.*"(finishReason|blockReason)": ?"[^"]'
error_mark='^data:.*"error": ?[{"]'
<%/GEMINI_EVENTS%><%#OTHER_EVENTS%>end_mark='^data: ?\[DONE\]|^data:.*"type": ?"[a-z_.]*\.completed"'
error_mark='^data:.*"error": ?[{"]'
<%/OTHER_EVENTS%><%/STREAMING%><%#CHOICES%># What comes without this is no answer.
end_mark='"choices": ?\['
<%/CHOICES%><%#JOB%># The answer names a job. What it makes is asked for with requests of its own: do not send this again to get it.
<%/JOB%><%#OTHER%># What comes without one of these is no answer.
end_mark='"(choices|data|id|output|content|candidates)": ?["{[]'
error_mark='"error": ?[{"]'
<%/OTHER%>
printf %s "$body" |<%#BINARY%> base64 --decode |<%/BINARY%> curl \
  --globoff --silent --show-error --fail-with-body<%#STREAMING%> --no-buffer<%/STREAMING%> \
  --connect-timeout 15 --max-time 1800 \
  --request POST \
<%#KEY%>  --header @<(printf '%s\n' <%SECRET%>"$<%KEY_VARIABLE%>") \
<%/KEY%><%#HEADER%>  --header <%LINE%> \
<%/HEADER%>  --data-binary @- \
  --url "${<%BASE_VARIABLE%>:-<%BASE%>}<%PATH%>" | {
    complete=no
    while IFS= read -r line || [[ -n $line ]]; do
      printf '%s\n' "$line"
<%#STREAMING%>      if [[ $line =~ $error_mark ]]; then exit 1; fi
<%/STREAMING%><%#OTHER%>      if [[ $line =~ $error_mark ]]; then exit 1; fi
<%/OTHER%>      if [[ $line =~ $end_mark ]]; then complete=yes; fi
    done
    [[ $complete == yes ]]
  } || {
    echo 'No complete answer: the request failed, or the answer ended too early.' >&2
    exit 1
  }
