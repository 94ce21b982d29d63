//! Working hours: the calendar of [`saksi_base::calendar`], on which the clocks of cases and the rota run.

pub use saksi_base::calendar::{
    Calendar, CalendarProblem, Day, FARTHEST_DAYS, Hours, LONGEST_HOLIDAY, MOST_DAYS, Span, Zone,
};
