//! `GeoJSON` by RFC 7946: a feature a row, longitude first. A row whose place is not known, or not told, has no geometry, and
//! is there all the same.

use super::{Cell, Encoder, ExportError, Table, cell::push_degrees, json, table::Point};

/// Writes a collection of features.
#[derive(Debug)]
pub struct GeoJson {
    keys: Vec<Vec<u8>>,
    point: Option<Point>,
    is_first: bool,
}

impl GeoJson {
    /// Of a table.
    pub fn new(table: &Table) -> Self {
        Self { keys: json::keys(table), point: table.point(), is_first: true }
    }

    fn push_geometry(&self, cells: &[Cell<'_>], out: &mut Vec<u8>) {
        let at = |column: usize| match cells.get(column) {
            Some(Cell::Coordinate(degrees)) => Some(*degrees),
            _ => None,
        };
        let place = self.point.and_then(|point| Some((at(point.longitude)?, at(point.latitude)?)));
        let Some((longitude, latitude)) = place else { return out.extend_from_slice(b"null") };
        out.extend_from_slice(b"{\"type\":\"Point\",\"coordinates\":[");
        push_degrees(out, longitude);
        out.push(b',');
        push_degrees(out, latitude);
        out.extend_from_slice(b"]}");
    }
}

impl Encoder for GeoJson {
    fn begin(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        out.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"features\":[");
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>], out: &mut Vec<u8>) -> Result<(), ExportError> {
        out.extend_from_slice(if self.is_first { b"\n" } else { b",\n" });
        self.is_first = false;
        out.extend_from_slice(b"{\"type\":\"Feature\",\"geometry\":");
        self.push_geometry(cells, out);
        out.extend_from_slice(b",\"properties\":");
        json::push_object(&self.keys, cells, out)?;
        out.push(b'}');
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>) -> Result<(), ExportError> {
        out.extend_from_slice(b"\n]}\n");
        Ok(())
    }
}
