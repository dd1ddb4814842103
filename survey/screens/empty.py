"""An empty store: what to do next."""

import streamlit as st

from survey.locale import _


def show_empty_store() -> None:
    with st.container(border=True, key="empty"):
        st.subheader(_("还没有答卷"), anchor=False)
        st.write(_("有三种办法让这里有数字："))
        st.markdown(_("1. 到“二维码”页打印海报，贴在病区、窗口或小区，请大家扫码填写。"))
        st.markdown(_("2. 到“录入答卷”页，把纸质问卷逐份录入。"))
        st.markdown(_("3. 只想先看看样子：在命令行载入样例年度数据，以后一条命令就能删掉。"))
        st.code("python -m survey sample", language=None)
