"""The screens: what fills the terminal at one time, put together from widgets."""
