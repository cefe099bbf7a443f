"""Corrects Chinese texts of the installed Superset. prepare.sh runs it after each installation.

Superset keeps each translation twice: messages.json goes to the browser, messages.mo serves the pages that the server
renders. Both are replaced by new files and never written in place, because uv links installed files to its cache.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from babel.messages import mofile, pofile

# English text of Superset: what a Chinese reader should see. In 6.1.0 each is missing, wrong or clumsy.
CORRECTIONS = {
    "Sign in": "登录",  # as shipped: "Not In"
    "Sign out": "退出登录",
    "Logout": "退出登录",
    "Username:": "用户名：",
    "Password:": "密码：",
    "Enter your login and password below:": "请输入用户名和密码：",
    "Invalid login. Please try again.": "用户名或密码不正确，请重试。",
    "Filters and controls": "筛选",  # as shipped: "additional controls"
    "Apply filters": "应用筛选",
    "Clear all": "全部清除",
    "No filter": "不限",
    "No results were returned for this query": "暂无数据",
    "No data": "暂无数据",
    "There is currently no information to display.": "没有可显示的内容",  # as shipped: "the type of chart to show"
    "Data error": "数据错误",
    "Error: %s": "错误：%s",
    "Select all": "全选",  # as shipped: "invert the selection"
    "Current": "当前",  # as shipped: "currency"
    "Theme": "主题",  # as shipped: "time"
    "View as table": "查看为表格",
    "entries": "条",
    "Loading": "加载中",
    "Waiting on %s": "等待 %s",
}


def catalog_folder(locale: str) -> Path:
    # located, not imported: importing Superset needs its whole configuration
    spec = find_spec("superset")
    if spec is None or spec.origin is None:
        sys.exit("superset is not installed in this environment")
    return Path(spec.origin).parent / "translations" / locale / "LC_MESSAGES"


def replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(path)


def correct_browser_texts(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    texts = document["locale_data"]["superset"]
    texts.update({english: [chinese] for english, chinese in CORRECTIONS.items()})
    replace(path, json.dumps(document, ensure_ascii=False).encode())


def correct_server_texts(source: Path, compiled: Path) -> None:
    with source.open("rb") as file:
        catalog = pofile.read_po(file, locale="zh")
    for english, chinese in CORRECTIONS.items():
        catalog.delete(english)
        catalog.add(english, chinese)
    fresh = compiled.with_name(compiled.name + ".new")
    with fresh.open("wb") as file:
        mofile.write_mo(file, catalog)
    fresh.replace(compiled)


if __name__ == "__main__":
    folder = catalog_folder("zh")
    correct_browser_texts(folder / "messages.json")
    correct_server_texts(folder / "messages.po", folder / "messages.mo")
