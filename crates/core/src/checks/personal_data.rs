//! personal_data
