//! Fair shares of what there is little of: places where a password is hashed, a file arrives, another system is asked. One who
//! asks for many leaves the last ones to others, however many he is.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv4Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// From where somebody comes who is not known. Of IPv6 the network, for whoever has one address has them all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Whence {
    /// Not by a network.
    #[default]
    Nowhere,
    /// An address of IPv4.
    Address(Ipv4Addr),
    /// The first 64 bits of an address of IPv6.
    Network(u64),
}

impl From<IpAddr> for Whence {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::Address(address),
            IpAddr::V6(address) => Self::Network(u64::try_from(address.to_bits() >> 64).unwrap_or_default()),
        }
    }
}

/// So many places. Whoever holds some gets another only while more than that are free: alone one gets half of them, and of
/// many each gets as many as are left for the next.
#[derive(Debug)]
pub struct Shares<K>(Arc<Shared<K>>);

#[derive(Debug)]
struct Shared<K> {
    most: usize,
    each: usize,
    taken: Mutex<Taken<K>>,
}

#[derive(Debug)]
struct Taken<K> {
    all: usize,
    by: HashMap<K, usize>,
}

impl<K> Clone for Shares<K> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K> Shared<K> {
    fn lock(&self) -> MutexGuard<'_, Taken<K>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash + Clone> Shares<K> {
    /// `most` places, of which nobody gets more than `each`.
    pub fn new(most: usize, each: usize) -> Self {
        Self(Arc::new(Shared { most, each, taken: Mutex::new(Taken { all: 0, by: HashMap::new() }) }))
    }

    /// A place, until it is dropped; none where this one has enough, or all are taken.
    pub fn take(&self, whose: &K) -> Option<Share<K>> {
        let mut taken = self.0.lock();
        let held = taken.by.get(whose).copied().unwrap_or(0);
        let free = self.0.most.saturating_sub(taken.all);
        if held >= self.0.each || held >= free {
            return None;
        }
        taken.all += 1;
        *taken.by.entry(whose.clone()).or_default() += 1;
        Some(Share { shares: self.clone(), whose: whose.clone() })
    }

    /// How many are taken.
    pub fn taken(&self) -> usize {
        self.0.lock().all
    }
}

/// A place.
#[derive(Debug)]
pub struct Share<K: Eq + Hash> {
    shares: Shares<K>,
    whose: K,
}

impl<K: Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        let mut taken = self.shares.0.lock();
        taken.all = taken.all.saturating_sub(1);
        let left = taken.by.get_mut(&self.whose).map(|held| {
            *held = held.saturating_sub(1);
            *held
        });
        if left == Some(0) {
            taken.by.remove(&self.whose);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes_all(shares: &Shares<u8>, whose: u8) -> Vec<Share<u8>> {
        std::iter::from_fn(|| shares.take(&whose)).collect()
    }

    #[test]
    fn nobody_takes_what_the_next_one_needs() {
        let shares = Shares::new(16, 16);
        let mut held = takes_all(&shares, 1);
        assert_eq!(held.len(), 8, "alone: half");
        for whose in 2..=5 {
            let got = takes_all(&shares, whose);
            assert!(!got.is_empty(), "{whose} of five finds a place");
            held.extend(got);
        }
        drop(held);
        assert_eq!((shares.taken(), shares.0.lock().by.len()), (0, 0), "nothing is kept of who has gone");
    }

    #[test]
    fn there_are_never_more_than_there_are() {
        let shares = Shares::new(16, 4);
        assert_eq!(takes_all(&shares, 0).len(), 4);
        let held: Vec<_> = (0..200).filter_map(|whose| shares.take(&whose)).collect();
        assert_eq!((held.len(), shares.taken()), (16, 16));
        assert!(shares.take(&201).is_none());
    }

    #[test]
    fn a_network_of_ipv6_is_one_and_an_address_within_it_is_the_one_of_ipv4() {
        let of = |text: &str| Whence::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
