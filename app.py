"""The dashboard: `streamlit run app.py` serves it, and runs this file again for every page shown."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from swit_data.ui import readiness, server

if get_script_run_ctx(suppress_warning=True) is None:
    # Once, in the server's process: Streamlit finds this st.App by reading the file.
    server.prepare()
    app = st.App(
        __file__,
        middleware=server.middleware(),
        lifespan=server.lifespan,
        on_script_error=server.on_script_error,
    )
else:
    readiness.wait()
    from swit_data.ui import frame

    frame.show()
