# python3 incomplete_beta.py > incomplete_beta.csv    (a header line was added)
import mpmath as mp, random
import scipy.special as sp
mp.mp.dps=36
def series(x,y,a,b):   # x^a y^b/(a B(a,b)) 2F1(a+b,1;a+1;x), all terms positive
  t=s=mp.mpf(1); n=0
  while t>s*mp.mpf(10)**-32:
    t*=x*(a+b+n)/(a+1+n); s+=t; n+=1
  return mp.e**(a*mp.log(x)+b*mp.log(y)+mp.loggamma(a+b)-mp.loggamma(a)-mp.loggamma(b))/a*s
def tails(x,a,b):
  x,a,b=mp.mpf(x),mp.mpf(a),mp.mpf(b)
  if x*(a+b)<=a: lo=series(x,1-x,a,b); return lo,1-lo
  up=series(1-x,x,b,a); return 1-up,up
random.seed(1)
shapes=[0.01,0.5,1,2.5,30,101,1000.5,1e5]
out=[]
for a in shapes:
  for b in shapes:
    m=mp.mpf(a)/(a+b); s=mp.sqrt(m*(1-m)/(a+b+1))
    z=random.choice([-6,-3,-1,-0.1,0,0.5,2,4,8]); x=float(m+z*s)
    if not (0<x<1): x=random.choice([1e-8,0.01,0.3,0.9])
    lo,up=tails(x,a,b)
    out.append(('t',repr(a),repr(b),repr(x),mp.nstr(lo,17),mp.nstr(up,17)))
for a in shapes[1:]:
  for b in shapes[1:]:
    p=random.choice([1e-8,0.001,0.05,0.1586553,0.5,0.8413447,0.95,0.9999])
    start=sp.betaincinv(a,b,p); other=sp.betaincinv(b,a,1-p)
    t=mp.log(mp.mpf(start))-mp.log(mp.mpf(other)) if other>0 and start<1-1e-12 else mp.log((1-mp.mpf(other))/mp.mpf(other))
    for _ in range(3):
      x=1/(1+mp.e**-t); lo,up=tails(x,a,b)
      dens=mp.e**(a*mp.log(x)+b*mp.log(1-x)+mp.loggamma(a+b)-mp.loggamma(a)-mp.loggamma(b))
      step=(lo-mp.mpf(p))/dens; t-=step
      if abs(step)<mp.mpf(10)**-12: break
    q=1/(1+mp.e**-t)
    out.append(('q',repr(a),repr(b),repr(p),mp.nstr(q,17),mp.nstr(t,17)))
for o in out: print(','.join(o))
