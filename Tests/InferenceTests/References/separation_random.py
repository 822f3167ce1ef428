# python3 separation_random.py 64 7 > separation_random.json    (scipy.optimize.linprog, HiGHS)
import numpy as np, json, sys
from scipy.optimize import linprog
rng=np.random.default_rng(int(sys.argv[2])); out=[]
def limit(x,S,E,X):
    # x as far as possible over {d: S d >= 0, E d = 0, |d| <= 1}
    p=len(x); kw=dict(bounds=[(-1,1)]*p,method='highs')
    if len(S): kw.update(A_ub=-S,b_ub=np.zeros(len(S)))
    if len(E): kw.update(A_eq=E,b_eq=np.zeros(len(E)))
    up=-linprog(-x,**kw).fun; lo=linprog(x,**kw).fun
    if np.linalg.matrix_rank(np.vstack([X,x]))>np.linalg.matrix_rank(X): return 'notIdentified'
    u,l=up>1e-7,lo<-1e-7
    return {(0,0):'finite',(1,0):'plusInfinity',(0,1):'minusInfinity',(1,1):'undetermined'}[(int(u),int(l))]
for k in range(int(sys.argv[1])):
    kind=k%8
    p=int(rng.integers(1,6)); m=int(rng.integers(1,13))
    if kind==6: p=int(rng.integers(4,8)); m=int(rng.integers(1,p+1))     # more columns than rows
    X=np.ones((m,p),int)
    for j in range(1,p): X[:,j]=rng.integers(0,2,m) if kind%2==0 else rng.integers(-2,4,m)
    if kind==3 and p>2: X[:,-1]=X[:,1]                                    # aliased
    if kind==7: X=rng.integers(-2,3,(m,p))                                # no intercept
    t=rng.integers(1,4,m); 
    beta=rng.normal(0,2.5,p); pr=1/(1+np.exp(-X@beta))
    s=rng.binomial(t,pr)
    if kind==4: s=t.copy() if rng.random()<.5 else 0*t                    # one class
    if kind==5: s=np.where(X@np.round(beta)>=0,t,0); 
    A=[];E=[];ia=[];ie=[]
    for i in range(m):
        if s[i]==t[i]: A.append(X[i]);ia.append(i)
        elif s[i]==0: A.append(-X[i]);ia.append(i)
        else: E.append(X[i]);ie.append(i)
    A=np.array(A,float).reshape(-1,p);E=np.array(E,float).reshape(-1,p)
    n=len(A); sep=[]
    if n:
        c=np.r_[np.zeros(p),-np.ones(n)]
        kw=dict(A_ub=np.hstack([-A,np.eye(n)]),b_ub=np.zeros(n),bounds=[(None,None)]*p+[(0,1)]*n,method='highs')
        if len(E): kw.update(A_eq=np.hstack([E,np.zeros((len(E),n))]),b_eq=np.zeros(len(E)))
        z=linprog(c,**kw).x[p:]; assert np.all((z<1e-6)|(z>1-1e-6))
        sep=[ia[i] for i in range(n) if z[i]>.5]
    verdict='none' if not sep else 'complete' if len(sep)==m else 'quasiComplete'
    extra=rng.integers(-2,3,p)
    lim=[limit(np.eye(p)[j],A,E,X) for j in range(p)]
    out.append(dict(x=X.tolist(),s=s.tolist(),t=t.tolist(),verdict=verdict,separated=sep,limits=lim,row=extra.tolist(),rowLimit=limit(extra.astype(float),A,E,X)))
print('[\n'+',\n'.join(json.dumps(o,separators=(',',':')) for o in out)+'\n]')
