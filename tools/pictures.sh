#!/usr/bin/env bash
# Makes the pictures of the README anew: the first page of each format of the report on Indonesia.
#
#     tools/pictures.sh            # needs aigov with its reports extra, chromium, libreoffice, poppler-utils
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=docs/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$pictures"

for format in html pdf docx xlsx; do
  aigov report profiles/indonesia.yaml --format "$format" -o "$work/indonesia.$format"
done
aigov report profiles/indonesia.yaml --format pdf --lang zh -o "$work/zh.pdf"
aigov report profiles/indonesia.yaml --format pdf --lang id -o "$work/id.pdf"

chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --user-data-dir="$work/chromium" --hide-scrollbars \
  --window-size=1000,1300 --screenshot="$pictures/html.png" "file://$work/indonesia.html" 2>/dev/null
for format in docx xlsx; do
  soffice --headless -env:UserInstallation="file://$work/office" --convert-to pdf --outdir "$work/$format" \
    "$work/indonesia.$format" >/dev/null
  pdftoppm -r 70 -f 1 -l 1 -singlefile -png "$work/$format/indonesia.pdf" "$pictures/$format"
done
pdftoppm -r 70 -f 1 -l 1 -singlefile -png "$work/indonesia.pdf" "$pictures/pdf"
pdftoppm -r 70 -f 1 -l 1 -singlefile -png "$work/zh.pdf" "$pictures/pdf-zh"
pdftoppm -r 70 -f 1 -l 1 -singlefile -png "$work/id.pdf" "$pictures/pdf-id"
