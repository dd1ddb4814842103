// Turns the staff frontend's built-in English into Chinese; loaded on Chinese pages only.
// What is not in the table stays English, so a changed text of a later version does no harm.
(function () {
  "use strict";

  var WORDS = {
    // Choosing
    "Choose an option": "请选择",
    "Choose options": "请选择（可多选）",
    "Choose or add an option": "请选择或新增",
    "Choose or add options": "请选择或新增（可多选）",
    "No results": "没有符合的选项",
    "Select all": "全选",
    "Clear all": "全部清除",
    "Clear value": "清除",
    "Clear entry": "清除",
    "Clear selection": "取消选择",
    "Open": "展开",
    "Selectbox options": "选项",
    "Selected values": "已选",
    "Increment": "增加",
    "Decrement": "减少",
    "Show password": "显示密码",
    "Hide password": "隐藏密码",
    "Feedback rating": "评分",
    // Filling in
    "Press Enter to submit form": "按回车提交",
    "Press Enter to apply": "按回车确认",
    "Press Ctrl+Enter to submit form": "按 Ctrl+回车提交",
    "Press Ctrl+Enter to apply": "按 Ctrl+回车确认",
    "Press ⌘+Enter to submit form": "按 ⌘+回车提交",
    "Press ⌘+Enter to apply": "按 ⌘+回车确认",
    "This field is required.": "此项必填。",
    "(required)": "（必填）",
    "Help": "说明",
    // Dates
    "Choose date": "选择日期",
    "Choose date and time": "选择日期和时间",
    "Choose date range": "选择起止日期",
    "Quick select a date range": "快速选择时段",
    "Date range": "起止日期",
    "Clear date": "清除日期",
    "Clear dates": "清除日期",
    "Clear date and time": "清除日期和时间",
    "Clear time": "清除时间",
    "Next month": "下个月",
    "Previous month": "上个月",
    "Past Week": "最近一周",
    "Past Month": "最近一个月",
    "Past 3 Months": "最近三个月",
    "Past 6 Months": "最近六个月",
    "Past Year": "最近一年",
    "Past 2 Years": "最近两年",
    // Files
    "Upload": "选择文件",
    "file upload": "选择文件",
    "Add files": "添加文件",
    "Drag and drop files here": "把文件拖到这里",
    "Drag and drop file here": "把文件拖到这里",
    "Too many files": "文件太多",
    "File type not allowed.": "不支持这种文件。",
    "Only one file is allowed.": "只能选一个文件。",
    "Click to retry upload": "点此重新上传",
    "Download failed": "下载失败",
    "Network Error": "网络错误",
    // Tables
    "Download as CSV": "下载 CSV",
    "Download as PNG": "下载图片",
    "Search": "查找",
    "Close Search": "关闭查找",
    "Next Result": "下一处",
    "Previous Result": "上一处",
    "Show/hide columns": "显示或隐藏列",
    "Add row": "添加一行",
    "Delete row(s)": "删除所选行",
    "Sort ascending": "升序",
    "Sort descending": "降序",
    "Autosize": "自动列宽",
    "Pin column": "固定此列",
    "Unpin column": "取消固定",
    "Hide column": "隐藏此列",
    "Copy column name": "复制列名",
    "Format": "格式",
    "Statistics": "统计",
    "Automatic": "自动",
    "Localized": "本地格式",
    "Plain": "原样",
    "Compact": "缩写",
    "Percent": "百分比",
    "Scientific": "科学记数",
    "Accounting": "会计格式",
    "Count": "计数",
    "Distinct": "不同的值",
    "Empty": "空",
    "Minimum": "最小",
    "Maximum": "最大",
    "Average": "平均",
    "Median": "中位数",
    "Standard deviation": "标准差",
    "Sum": "合计",
    "Range": "范围",
    "No data": "没有数据",
    "Based on sample": "按部分数据",
    "⚠️ Please fill out this cell.": "⚠️ 请填写此格。",
    "Scrollable table": "可滚动的表格",
    // Charts
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
    "Show data": "显示数据",
    "Show chart": "显示图形",
    "Download plot as a PNG": "下载图片",
    "Download plot": "下载图片",
    "Zoom": "放大",
    "Pan": "平移",
    "Box Select": "框选",
    "Lasso Select": "圈选",
    "Zoom in": "放大",
    "Zoom out": "缩小",
    "Autoscale": "自动范围",
    "Reset axes": "恢复原状",
    "Reset": "恢复原状",
    "Toggle Spike Lines": "显示参考线",
    "Show closest data on hover": "只显示最近的数据",
    "Compare data on hover": "对比同一位置的数据",
    "Double-click to zoom back out": "双击恢复原状",
    "Double-click on legend to isolate one trace": "双击图例只看一项",
    "Taking snapshot - this may take a few seconds": "正在生成图片，请稍候",
    "Snapshot succeeded": "图片已生成",
    "Preparing image - this may take a few seconds": "正在生成图片，请稍候",
    "Sorry, there was a problem downloading your image!": "图片没有生成，请再试一次",
    // Pages
    "Skip to main content": "跳到正文",
    "Collapse sidebar": "收起侧栏",
    "Expand sidebar": "展开侧栏",
    "Sidebar": "侧栏",
    "App pages": "页面",
    "View less": "收起",
    "Next page": "下一页",
    "Previous page": "上一页",
    "Pagination": "翻页",
    "Link to heading": "链接到此标题",
    "Scroll tabs left": "向左滚动",
    "Scroll tabs right": "向右滚动",
    "Main menu": "菜单",
    "Rerun": "刷新",
    "Print": "打印",
    "Theme": "外观",
    "System": "跟随系统",
    "Light": "浅色",
    "Dark": "深色",
    "Notifications": "提示",
    "Close": "关闭",
    "Cancel": "取消",
    "Copy": "复制",
    "Copied": "已复制",
    "Copy to clipboard": "复制",
    "Try again": "重试",
    // The state of the connection
    "Running...": "处理中…",
    "Stop": "停止",
    "Connecting": "连接中",
    "Please wait...": "请稍候…",
    "Error": "出错",
    "Connection error": "连接中断",
    "Connecting to Streamlit server": "正在连接服务器",
    "Unable to connect to Streamlit server": "连接不上服务器",
    "Connection timed out.": "连接超时。",
    "Streamlit server is not responding. Are you connected to the internet?": "服务器没有回应，请检查网络。",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "服务器没有回应，请联系管理员。",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接中断，请等重新连上后再试。",
    "Network issue": "网络问题",
    "Script execution error": "页面出错",
    "Page not found": "没有这个页面",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "您要的页面不存在或未对您开放，已转到首页。"
  };

  // "$1" is what the brackets caught. A text that fits twice is turned twice, by the change it made itself.
  var SENTENCES = [
    [/^Image download succeeded - (.*)$/, "图片已下载：$1"],
    [/^(\S+) per file$/, "单个文件不超过 $1"],
    [/^(.*) start date$/, "$1开始日期"],
    [/^(.*) end date$/, "$1结束日期"],
    [/^year, (.*)$/, "年，$1"],
    [/^month, (.*)$/, "月，$1"],
    [/^day, (.*)$/, "日，$1"],
    [/^View (\d+) more$/, "还有 $1 项"],
    [/^Page (\d+)$/, "第 $1 页"],
    [/^Select (\d+) matches$/, "选中符合的 $1 项"],
    [/^Add: (.*)$/, "新增：$1"],
    [/^Remove (.*)$/, "移除 $1"],
    [/^Help for (.*)$/, "$1的说明"],
    [/^File is larger than (.*)$/, "文件超过 $1"],
    [/^(\S+) files are not allowed\.$/, "不支持 $1 文件。"],
    [/^File type must be (?:one of )?(.*)$/, "文件类型应为 $1"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "最多选 $1 项，请先去掉一项。"],
    [/^You have requested page .*, but no corresponding file was found.*$/, "您要的页面不存在或未对您开放，已转到首页。"],
    [/^Number is .*allowed range\. Please enter a value between (.*) and (.*)\.$/, "请填 $1 到 $2 之间的数。"],
    [/^Number is .*allowed range\. Please enter a value greater than or equal to (.*)\.$/, "请填不小于 $1 的数。"],
    [/^Number is .*allowed range\. Please enter a value less than or equal to (.*)\.$/, "请填不大于 $1 的数。"],
    [/^(?:Error: )?Date set .*Please select a date between (.*) and (.*)\.$/, "请选 $1 到 $2 之间的日期。"],
    [/^(?:Error: )?Date set .*Please select a date on or after (.*)\.$/, "请选 $1 或以后的日期。"],
    [/^(?:Error: )?Date set .*Please select a date on or before (.*)\.$/, "请选 $1 或以前的日期。"],
    [/^Connection failed with status (\d+).*$/, "连接失败（$1）。"]
  ];
  var ATTRIBUTES = ["placeholder", "aria-label", "title", "data-title", "alt"];
  // The office's own words are drawn as Markdown or offered as options, as is what people wrote: never touched.
  // The frontend draws its own hints and dialogs as Markdown too.
  var OTHERS = "textarea, script, style, code, [contenteditable], [role=option], [data-tag], " +
    "[data-testid=stMarkdownContainer]";
  var OWN = "[data-testid=stTooltipContent], [data-testid=stFileUploaderDropzone], [role=dialog]";

  function translated(text) {
    var words = text.trim();
    if (words.length > 200 || !/[A-Za-z]{2}/.test(words)) return null;
    if (Object.prototype.hasOwnProperty.call(WORDS, words)) return WORDS[words];
    for (var i = 0; i < SENTENCES.length; i++) {
      if (SENTENCES[i][0].test(words)) return words.replace(SENTENCES[i][0], SENTENCES[i][1]);
    }
    return null;
  }

  function isOthers(element) {
    return !element || (element.closest(OTHERS) && !element.closest(OWN));
  }

  function turnText(node) {
    var chinese = translated(node.nodeValue);
    if (chinese !== null && !isOthers(node.parentElement)) node.nodeValue = chinese;
  }

  function turnAttribute(element, name) {
    var value = element.getAttribute(name);
    var chinese = value === null ? null : translated(value);
    if (chinese !== null) element.setAttribute(name, chinese);
  }

  function turn(node) {
    if (node.nodeType === Node.TEXT_NODE) return turnText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    ATTRIBUTES.forEach(function (name) { turnAttribute(node, name); });
    node.querySelectorAll("[" + ATTRIBUTES.join("], [") + "]").forEach(function (element) {
      ATTRIBUTES.forEach(function (name) { turnAttribute(element, name); });
    });
    var texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) turnText(texts.currentNode);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "childList") change.addedNodes.forEach(turn);
      else if (change.type === "characterData") turnText(change.target);
      else turnAttribute(change.target, change.attributeName);
    });
  }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES
  });
  turn(document.documentElement);
})();
